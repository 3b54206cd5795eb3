// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

/**
 * The rate for calls of one kind: a token bucket whose rate is learned from throttled calls. It
 * only calculates: the caller passes the time, in nanoseconds of a monotonic clock, and must not
 * use it from two threads at the same time.
 *
 * <p>Until the first throttled call, the rate doubles after each second in which at least half of
 * it was used. From then on it follows the curve of CUBIC (RFC 9438): a throttled call halves it.
 * Within two seconds it is back at the rate that the service is known to accept. It stays there for
 * a while and then rises, the faster the longer no call is throttled. The rate that the service
 * accepts is measured between two throttled calls: at both times the service's own bucket was
 * empty, so the calls that it accepted in between are the refill rate.
 *
 * <p>Some calls are throttled whatever this rate is, such as where other clients use up the limit
 * of the account now and then. What tells: a call is throttled although calls came more slowly than
 * the service is known to accept them, and few others are. To call ever more slowly would not help
 * then, so for a while they are made at {@link #UNRELATED}, which few throttled calls do not lower.
 */
final class LearnedRate {

  /** Calls per second at the start; AWS never published its limits. */
  static final double START = 100;

  /** Minimum number of calls per second, since without calls nothing is learned. */
  static final double LEAST = 1;

  /** Calls per second where throttled calls do not depend on the rate. */
  static final double UNRELATED = 15;

  private static final double NANOS = 1e9;

  /** After a pause, the calls of so many seconds may be made at once. */
  private static final double BURST_SECONDS = 0.1;

  /** Seconds from a throttled call until the known rate is reached again. */
  private static final double RECOVERY = 2;

  /** Seconds at the known rate until the rate is half as much again. */
  private static final double PROBING = 20;

  /** Minimum number of seconds over which accepted calls are counted. */
  private static final double WINDOW = 1;

  /** Minimum number of accepted calls to measure by, where these take less time. */
  private static final int SAMPLE = 5;

  /** Calls that come at less than this share of the known rate should not be throttled. */
  private static final double SLOW = 0.9;

  /** Seconds for which the rate is {@link #UNRELATED}, until that is judged anew. */
  private static final double HOLD = 10;

  /** Share of throttled calls up to which they are few, among about so many of the last calls. */
  private static final double FEW = 0.25;

  private static final double LAST = 32;

  private final double most;
  private boolean doubling = true;
  private double known;
  private double cut;
  private long since;
  private int accepted;
  private double tokens = 1;
  private long refilled;
  private boolean holding;
  private double refusedShare = 0.5; // not few, until calls have shown that they are

  /**
   * @param most maximum number of calls per second; 0 for none
   */
  LearnedRate(double most, long now) {
    this.most = most > 0 ? most : Double.MAX_VALUE;
    known = Math.min(START, this.most);
    cut = known;
    since = now;
    refilled = now;
  }

  /**
   * Calls per second at this time: after the first throttled call, at most {@link #START} or twice
   * the known rate.
   */
  double rate(long now) {
    if (doubling) {
      return known;
    }
    double quiet = (now - since) / NANOS;
    double rate;
    if (quiet < RECOVERY) {
      rate = known - (known - cut) * Math.pow(1 - quiet / RECOVERY, 3);
    } else {
      rate = known * (1 + Math.pow((quiet - RECOVERY) / PROBING, 3) / 2);
    }
    return Math.min(rate, Math.min(most, Math.max(START, 2 * known)));
  }

  /** Nanoseconds until the next call may be made. With 0, the token for the call is taken. */
  long take(long now) {
    if (doubling && now - since >= WINDOW * NANOS) {
      if (accepted >= known * (now - since) / NANOS / 2) {
        known = Math.min(most, 2 * known);
      }
      since = now;
      accepted = 0;
    }
    double rate = rate(now);
    double burst = Math.max(1, rate * BURST_SECONDS);
    tokens = Math.min(burst, tokens + (now - refilled) / NANOS * rate);
    refilled = now;
    if (tokens < 1) {
      return Math.max(1, (long) Math.ceil((1 - tokens) / rate * NANOS));
    }
    tokens--;
    return 0;
  }

  /** Takes the token for a call that did not wait; later calls wait for it. */
  void charge() {
    tokens--;
  }

  /** The service accepted a call. */
  void accepted() {
    accepted++;
    refusedShare -= refusedShare / LAST;
  }

  /**
   * The service throttled a call.
   *
   * @param granted when the call was made; one from before the last reduction tells nothing new
   */
  void refused(long granted, long now) {
    refusedShare += (1 - refusedShare) / LAST;
    boolean few = refusedShare <= FEW;
    double seconds = (now - since) / NANOS;
    if ((!doubling && granted < since) || (holding && few && seconds < HOLD)) {
      return;
    }
    boolean slow = !doubling && accepted < SLOW * known * seconds;
    double rate = rate(now);
    double half = Math.max(Math.min(LEAST, most), rate / 2);
    double seen = seconds < WINDOW && accepted < SAMPLE ? 0 : accepted / seconds;
    known = Math.clamp(seen, half, Math.max(half, rate));
    cut = half;
    double unrelated = Math.min(UNRELATED, most);
    holding = !holding && few && slow && known < unrelated;
    if (holding) {
      known = unrelated;
      cut = unrelated;
    }
    doubling = false;
    since = now;
    accepted = 0;
    tokens = Math.min(tokens, 0);
  }
}
