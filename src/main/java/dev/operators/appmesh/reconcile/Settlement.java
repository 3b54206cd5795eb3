// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What follows from an outcome: a status, an Event and a count if it is news, and a time to look
 * again.
 */
record Settlement(
    StatusWriter statusWriter,
    Transitions transitions,
    DriftMetrics driftMetrics,
    Passes passes,
    Requeue requeue,
    InstantSource clock) {

  /**
   * Tells how a pass has ended, and answers when the next one is due.
   *
   * @param before the status until now
   */
  Duration settle(VirtualGateway resource, VirtualGatewayStatus before, Outcome outcome) {
    var metadata = resource.getMetadata();
    var status =
        StatusProjector.project(
            Annotations.of(resource).noted(before, outcome),
            metadata.getGeneration(),
            outcome,
            clock.instant());
    statusWriter.write(resource, status);
    transitions.tell(resource, before, outcome);
    driftMetrics.count(before, outcome);
    return requeue.after(
        outcome, passes.note(metadata.getUid(), metadata.getGeneration(), outcome));
  }
}
