// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnedRateTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void startsAtTheStartRate() {
    assertThat(new LearnedRate(0, 0).rate(0)).isEqualTo(LearnedRate.START);
  }

  @Test
  void capIsNeverExceeded() {
    var pace = new LearnedRate(5, 0);

    assertThat(pace.rate(0)).isEqualTo(5);
    assertThat(pace.rate(3600 * SECOND)).isEqualTo(5);
  }

  @Test
  void capMayBeBelowTheLeastRate() {
    var pace = new LearnedRate(0.5, 0);
    pace.refused(1, SECOND);

    assertThat(pace.rate(SECOND)).isEqualTo(0.5);
  }

  @Test
  void callsAreSpacedByTheRate() {
    var pace = new LearnedRate(4, 0);

    assertThat(pace.take(0)).isZero();
    assertThat(pace.take(0)).isEqualTo(SECOND / 4);
    assertThat(pace.take(SECOND / 4)).isZero();
    assertThat(pace.take(10 * SECOND)).as("saves up no more than a call").isZero();
    assertThat(pace.take(10 * SECOND)).isPositive();
  }

  @Test
  void callThatDidNotWaitDelaysTheNext() {
    var pace = new LearnedRate(4, 0);
    pace.charge();

    assertThat(pace.take(0)).isEqualTo(SECOND / 4);
  }

  @Test
  void refusalsOfOnePeriodHalveTheRateOnce() {
    var pace = new LearnedRate(0, 0);
    pace.refused(SECOND, SECOND);
    pace.refused(SECOND - 5, SECOND + 1);

    assertThat(pace.rate(SECOND)).isCloseTo(LearnedRate.START / 2, within(1e-6));
    pace.refused(SECOND + 2, SECOND + 2);
    assertThat(pace.rate(SECOND + 2)).isCloseTo(LearnedRate.START / 4, within(1e-6));
  }

  @Test
  void rateNeverFallsBelowTheLeast() {
    var pace = new LearnedRate(0, 0);
    for (int i = 1; i < 100; i++) {
      pace.refused(i, i);
    }

    assertThat(pace.rate(100)).isCloseTo(LearnedRate.LEAST, within(1e-3));
  }

  @Test
  void rateReturnsToWhatTheServiceAccepted() {
    var pace = new LearnedRate(0, 0);
    for (int i = 0; i < 600; i++) {
      pace.accepted();
    }
    pace.refused(10 * SECOND, 10 * SECOND);

    assertThat(pace.rate(12 * SECOND)).isCloseTo(60, within(1e-6));
    assertThat(pace.rate(32 * SECOND)).isCloseTo(90, within(1e-6));
  }

  @Test
  void rateDoublesEachSecondInWhichItIsUsed() {
    var run = new Run(_ -> true);

    assertThat(run.until(1).accepted).as("calls in the first second").isBetween(90, 112);
    assertThat(run.until(3).accepted).as("calls in three seconds").isBetween(660, 760);
    assertThat(run.rate()).isEqualTo(4 * LearnedRate.START);
  }

  @Test
  void rateStaysWhereItIsNotUsed() {
    var pace = new LearnedRate(0, 0);
    for (int i = 0; i < 49; i++) {
      pace.accepted();
    }
    pace.take(SECOND);
    assertThat(pace.rate(SECOND)).isEqualTo(LearnedRate.START);

    for (int i = 0; i < 50; i++) {
      pace.accepted();
    }
    pace.take(2 * SECOND);
    assertThat(pace.rate(2 * SECOND)).isEqualTo(2 * LearnedRate.START);
    pace.take(3600 * SECOND);
    assertThat(pace.rate(3600 * SECOND)).isEqualTo(2 * LearnedRate.START);
  }

  /** A service with a bucket of its own, which holds {@code burst} seconds of calls. */
  @ParameterizedTest
  @CsvSource({
    "8, 1", "8, 0.2", "8, 3", "2, 1", "40, 1", "12, 3", "15, 0.3", "18, 1", "25, 0.5", "150, 1",
    "900, 1"
  })
  void rateConvergesToTheLimitOfTheService(double limit, double burst) {
    var run = new Run(new Bucket(limit, burst));

    run.until(10);
    int sent = run.accepted + run.refused;
    int refused = run.refused;
    run.until(75);

    assertThat(run.accepted / (75 * limit)).isGreaterThan(1 / 1.15);
    assertThat(run.refused - refused)
        .isLessThan((int) Math.ceil(0.03 * (run.accepted + run.refused - sent)));
  }

  @ParameterizedTest
  @CsvSource({"100, 8", "400, 40", "30, 3", "40, 16"})
  void rateFollowsALimitThatFalls(double before, double after) {
    var bucket = new Bucket(before, 1);
    var run = new Run(bucket);
    run.until(30);
    bucket.limit = after;
    run.until(40);
    int sent = run.accepted + run.refused;
    int accepted = run.accepted;
    run.until(100);

    assertThat((run.accepted - accepted) / (60 * after)).isGreaterThan(1 / 1.15);
    assertThat((double) (run.accepted - accepted) / (run.accepted + run.refused - sent))
        .isGreaterThan(0.97);
  }

  /** As where another client uses up the limit of the account now and then. */
  @ParameterizedTest
  @CsvSource({"0.02, 0", "0.06, 0", "0.06, 30"})
  void refusalsThatDoNotDependOnTheRateLeaveTenCallsASecond(double share, int secondsBefore) {
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var run = new Run(now -> now < secondsBefore * SECOND || random.nextDouble() >= share);
      int accepted = run.until(secondsBefore).accepted;
      run.until(secondsBefore + 120);

      assertThat((run.accepted - accepted) / 120.0).as("seed %d", seed).isGreaterThan(10);
      assertThat(run.rate()).isLessThan(LearnedRate.START);
    }
  }

  /** Whether a service accepts a call. */
  @FunctionalInterface
  private interface Service {
    boolean accepts(long now);
  }

  private static final class Bucket implements Service {
    private final double seconds;
    private double limit;
    private double tokens;
    private long filled;

    Bucket(double limit, double seconds) {
      this.limit = limit;
      this.seconds = seconds;
      tokens = most();
    }

    private double most() {
      return Math.max(1, limit * seconds);
    }

    @Override
    public boolean accepts(long now) {
      tokens = Math.min(most(), tokens + (now - filled) / 1e9 * limit);
      filled = now;
      boolean accepted = tokens >= 1;
      tokens -= accepted ? 1 : 0;
      return accepted;
    }
  }

  /** A client that always has a call to make, and a service that answers after 30 ms. */
  private static final class Run {
    private static final int SLOTS = 64;
    private static final long LATENCY = 30 * SECOND / 1000;

    private record Answer(long granted, boolean accepted) {
      long at() {
        return granted + LATENCY;
      }
    }

    private final LearnedRate pace = new LearnedRate(0, 0);
    private final Deque<Answer> underWay = new ArrayDeque<>();
    private final Service service;
    private long now;
    private int accepted;
    private int refused;

    Run(Service service) {
      this.service = service;
    }

    Run until(int seconds) {
      while (true) {
        long wait = underWay.size() == SLOTS ? LATENCY : pace.take(now);
        if (wait == 0) {
          underWay.add(new Answer(now, service.accepts(now)));
          continue;
        }
        var answer = underWay.peek();
        long next = now + wait;
        if (answer != null && answer.at() <= next) {
          next = answer.at();
        }
        if (next >= seconds * SECOND) {
          return this;
        }
        now = next;
        if (answer != null && answer.at() <= now) {
          underWay.remove();
          if (answer.accepted()) {
            accepted++;
            pace.accepted();
          } else {
            refused++;
            pace.refused(answer.granted(), now);
          }
        }
      }
    }

    double rate() {
      return pace.rate(now);
    }
  }
}
