// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.status.StatusProjector;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what others did to gateways behind our back, and what of it was undone. */
public final class DriftMetrics {

  private final Counter detected;
  private final Counter corrected;

  /** Counts in {@code metrics}. */
  public DriftMetrics(MeterRegistry metrics) {
    detected =
        Counter.builder("appmesh.drift.detected")
            .description(
                "Gateways that were found changed or gone although nobody edited their resource")
            .register(metrics);
    corrected =
        Counter.builder("appmesh.drift.corrected")
            .description("Gateways that were changed back or made again")
            .register(metrics);
  }

  /** Counts a pass; drift that is only reported counts once for as long as it stays the same. */
  void count(VirtualGatewayStatus before, Outcome outcome) {
    switch (outcome) {
      case Outcome.InSync inSync when inSync.change().isCorrection() -> {
        detected.increment();
        corrected.increment();
      }
      case Outcome.Differs(var _, var differences, var reason)
          when reason == Reason.DRIFTED
              && !StatusProjector.drift(differences).equals(before.drift()) ->
          detected.increment();
      case Outcome.InSync _,
          Outcome.Differs _,
          Outcome.Unchanged _,
          Outcome.Failed _,
          Outcome.Paused _,
          Outcome.Gone _ -> {}
    }
  }
}
