// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

  /** A service with a bucket of its own, which holds {@code burst} seconds of calls. */
  @ParameterizedTest
  @CsvSource({"8, 1", "8, 0.2", "8, 3", "2, 1", "40, 1", "15, 0.3", "150, 1"})
  void rateConvergesToTheLimitOfTheService(double limit, double burst) {
    var pace = new LearnedRate(0, 0);
    var most = Math.max(1, limit * burst);
    double bucket = most;
    long at = 0;
    long now = 0;
    int sent = 0;
    int refusals = 0;
    int accepted = 0;
    while (now < 75 * SECOND) {
      long wait = pace.take(now);
      if (wait > 0) {
        now += wait;
        continue;
      }
      bucket = Math.min(most, bucket + (now - at) / 1e9 * limit);
      at = now;
      boolean late = now > 10 * SECOND;
      sent += late ? 1 : 0;
      if (bucket >= 1) {
        bucket--;
        pace.accepted();
        accepted++;
      } else {
        pace.refused(now, now);
        refusals += late ? 1 : 0;
      }
    }
    assertThat(accepted / (75 * limit)).isGreaterThan(1 / 1.15);
    assertThat(refusals).isLessThan((int) Math.ceil(0.03 * sent));
  }
}
