// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.reconcile.plan.AppliedTags;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.plan.SyncState;
import dev.operators.appmesh.reconcile.status.EventRecorder;
import dev.operators.appmesh.reconcile.status.StatusProjector;
import dev.operators.appmesh.reconcile.status.StatusWriter;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What follows from an outcome: a status, an Event and a count if it is news, and a time to look
 * again.
 */
public record OutcomeRecorder(
    DesiredGateways desiredGateways,
    StatusWriter statusWriter,
    EventRecorder eventRecorder,
    DriftMetrics driftMetrics,
    PassHistory history,
    RequeueDelays delays,
    InstantSource clock) {

  /**
   * Records how a pass has ended, and answers when the next one is due. If somebody else has
   * written the status meanwhile, the pass proves nothing: it is not reported, and another one
   * looks.
   *
   * @param before the status until now
   */
  Duration record(
      VirtualGateway resource,
      VirtualGatewayStatus before,
      PassHistory.Ticket ticket,
      Outcome outcome) {
    if (outcome instanceof Outcome.Unchanged) {
      return delays.fullResync();
    }
    var noted = Requests.of(resource).noted(withTags(before, resource, outcome), outcome);
    var status = StatusProjector.project(noted, ticket.generation(), outcome, clock.instant());
    if (!statusWriter.write(resource, status)) {
      return delays.overtaken(history.overtaken(ticket.uid()));
    }
    eventRecorder.tell(resource, SyncState.of(before), outcome);
    driftMetrics.count(before, outcome);
    return delays.after(outcome, history.end(ticket, outcome));
  }

  /** With a note of the tags that a pass may have written before it failed. */
  private VirtualGatewayStatus withTags(
      VirtualGatewayStatus before, VirtualGateway resource, Outcome outcome) {
    return outcome instanceof Outcome.Failed failed && !resource.isMarkedForDeletion()
        ? AppliedTags.noted(before, desiredGateways.read(resource), Policies.of(resource), failed)
        : before;
  }
}
