// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DriftMetrics metrics = new DriftMetrics(registry);

  @ParameterizedTest
  @CsvSource({
    "NONE, 0",
    "CREATED, 0",
    "UPDATED, 0",
    "ADOPTED, 0",
    "TAKEN_OVER, 0",
    "CORRECTED, 1",
    "RECREATED, 1",
  })
  void correctionsAreCounted(Outcome.Change change, int times) {
    metrics.count(VirtualGatewayStatus.EMPTY, new Outcome.InSync(observed(WANTED), TEAM, change));

    assertThat(counted("detected")).isEqualTo(times);
    assertThat(counted("corrected")).isEqualTo(times);
  }

  @Test
  void reportedDriftCountsOnceWhileItStays() {
    var inSync = status(VirtualGatewayStatus.EMPTY, TestGateways.inSync());
    var drifted = differs("1", Reason.DRIFTED);
    metrics.count(inSync, drifted);
    metrics.count(status(inSync, drifted), drifted);
    assertThat(counted("detected")).isOne();

    metrics.count(status(inSync, drifted), differs("2", Reason.DRIFTED));
    assertThat(counted("detected")).isEqualTo(2);
    metrics.count(inSync, differs("1", Reason.PLAN_ONLY));
    assertThat(counted("detected")).isEqualTo(2);
    assertThat(counted("corrected")).isZero();
  }

  private static Outcome differs(String actual, Reason reason) {
    return new Outcome.Differs(
        observed(OTHER), List.of(new Difference("listeners", "0", actual)), reason);
  }

  private double counted(String what) {
    return registry.get("appmesh.drift." + what).counter().count();
  }
}
