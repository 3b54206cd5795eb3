// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseObservationTest {

  private static final Duration STANDARD = Duration.ofSeconds(15);

  private long nanos = 42;
  private final LeaseObservation vigil = new LeaseObservation(() -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private Duration left(LeaseSpec lease) {
    return vigil.left(lease, STANDARD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-11-24T12:00:00Z", "2099-01-01T00:00:00Z"})
  void countsFromOurOwnObservationAndNotTheHoldersClock(String renewed) {
    assertThat(left(lease("a", renewed, 20))).isEqualTo(Duration.ofSeconds(20));
    pass(Duration.ofSeconds(19));
    assertThat(left(lease("a", renewed, 20))).isEqualTo(Duration.ofSeconds(1));
    pass(Duration.ofSeconds(1));
    assertThat(left(lease("a", renewed, 20))).isEqualTo(Duration.ZERO);
  }

  @Test
  void renewalRestartsTheCount() {
    left(lease("a", "2026-11-24T12:00:00Z", 15));
    pass(Duration.ofSeconds(14));
    assertThat(left(lease("a", "2026-11-24T12:00:02Z", 15))).isEqualTo(STANDARD);
  }

  @Test
  void anotherHolderRestartsTheCount() {
    left(lease("a", "2026-11-24T12:00:00Z", 15));
    pass(Duration.ofSeconds(14));
    assertThat(left(lease("b", "2026-11-24T12:00:00Z", 15))).isEqualTo(STANDARD);
  }

  @Test
  void leaseWithoutHolderIsFreeAtOnce() {
    assertThat(left(lease(null, "2026-11-24T12:00:00Z", 15))).isEqualTo(Duration.ZERO);
    assertThat(left(lease("", "2026-11-24T12:00:00Z", 15))).isEqualTo(Duration.ZERO);
  }

  @Test
  void leaseWithoutDurationHasTheStandardOne() {
    assertThat(left(lease("a", "2026-11-24T12:00:00Z", null))).isEqualTo(STANDARD);
  }

  private static LeaseSpec lease(
      @Nullable String holder, String renewed, @Nullable Integer seconds) {
    var lease = new LeaseSpec();
    lease.setHolderIdentity(holder);
    lease.setRenewTime(ZonedDateTime.parse(renewed));
    lease.setLeaseDurationSeconds(seconds);
    return lease;
  }
}
