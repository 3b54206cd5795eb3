// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.gateway.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetirementTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({", UP", "PT0S, DOWN", "PT59.999S, DOWN", "PT60S, RETIRED", "PT1H, RETIRED"})
  void isByTheLengthOfTheOutage(@Nullable Duration outage, Retirement.State state) {
    var retirement =
        new Retirement(
            () -> Optional.ofNullable(outage).map(it -> new Outage(NOON.minus(it), "gone")),
            Duration.ofSeconds(60),
            () -> NOON);

    assertThat(retirement.state()).isEqualTo(state);
  }
}
