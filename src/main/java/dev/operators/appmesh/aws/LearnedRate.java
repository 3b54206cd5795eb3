// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

/**
 * How fast calls of one kind may go: a token bucket whose rate is learned from what the service
 * refuses. Arithmetic only; the caller brings the time, in nanoseconds that only grow, and sees to
 * it that one thread at a time is in here.
 *
 * <p>The rate follows the curve of CUBIC (RFC 9438): a refusal halves it, within two seconds it is
 * back at what the service has been seen to take, lingers there, and then looks for more, the
 * faster the longer nothing is refused. What the service takes is measured between two refusals: at
 * both its own bucket was empty, so what it accepted meanwhile is what flowed into it.
 */
final class LearnedRate {

  /** Calls per second before anything is known; AWS never published its limits. */
  static final double START = 100;

  /** Calls per second that always remain, or nothing would ever be learned again. */
  static final double LEAST = 1;

  private static final double NANOS = 1e9;

  /** Seconds of calls that may go at once after a pause. */
  private static final double BURST_SECONDS = 0.1;

  /** Seconds from a refusal until the known rate is reached again. */
  private static final double RECOVERY = 2;

  /** Seconds at the known rate after which half of it is added. */
  private static final double PROBING = 20;

  /** Seconds that what is accepted must be counted to mean anything. */
  private static final double WINDOW = 1;

  private final double most;
  private double known;
  private double cut;
  private long since;
  private int accepted;
  private double tokens = 1;
  private long refilled;

  /**
   * @param most calls per second that are never exceeded; 0 for no such limit
   */
  LearnedRate(double most, long now) {
    this.most = most > 0 ? most : Double.MAX_VALUE;
    known = Math.min(START, this.most);
    cut = known;
    since = now;
    refilled = now;
  }

  /** Calls per second at this time: at most what it started with, or twice what is known. */
  double rate(long now) {
    double quiet = (now - since) / NANOS;
    double rate;
    if (quiet < RECOVERY) {
      rate = known - (known - cut) * Math.pow(1 - quiet / RECOVERY, 3);
    } else {
      rate = known * (1 + Math.pow((quiet - RECOVERY) / PROBING, 3) / 2);
    }
    return Math.min(rate, Math.min(most, Math.max(START, 2 * known)));
  }

  /** Nanoseconds until a call may go; 0 takes the token for it. */
  long take(long now) {
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

  /** A call went that did not wait its turn; those that come after it do. */
  void charge() {
    tokens--;
  }

  /** The service took a call. */
  void accepted() {
    accepted++;
  }

  /**
   * The service refused a call for the rate.
   *
   * @param granted when the call was let go; one from before the last cut says nothing new
   */
  void refused(long granted, long now) {
    if (granted < since) {
      return;
    }
    double rate = rate(now);
    double seconds = (now - since) / NANOS;
    double half = Math.max(Math.min(LEAST, most), rate / 2);
    double seen = seconds < WINDOW ? 0 : accepted / seconds;
    known = Math.clamp(seen, half, Math.max(half, rate));
    cut = half;
    since = now;
    accepted = 0;
    tokens = Math.min(tokens, 0);
  }
}
