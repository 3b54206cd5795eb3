// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.plan.SyncState;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import dev.operators.appmesh.reconcile.watch.WatchedResources;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each pass made when its turn comes, over the resource as it is then, and records how it ends.
 */
public record Passes(
    ReconcileSlots slots,
    WatchedResources resources,
    PassHistory history,
    KnownStatuses knownStatuses,
    OutcomeRecorder recorder) {

  private static final Logger log = LoggerFactory.getLogger(Passes.class);

  /** What is done in a pass. */
  @FunctionalInterface
  interface Work {

    /** Does it, and answers how it ended. */
    Outcome on(VirtualGateway resource, SyncState state, PassHistory.Ticket ticket);
  }

  /**
   * A pass that was made and recorded.
   *
   * @param next when to look again
   */
  record Ended(VirtualGateway resource, Outcome outcome, Duration next) {}

  private record Made(
      VirtualGateway resource,
      VirtualGatewayStatus before,
      PassHistory.Ticket ticket,
      Outcome outcome) {}

  /**
   * Makes a pass. Empty if there is nothing to do any more when its turn comes: the operator stops,
   * or the resource is gone, or its deletion began, for which the framework asks for another pass.
   */
  Optional<Ended> run(VirtualGateway asked, Work work) {
    try {
      return slots
          .run(
              Connections.named(asked).orElse(MeshConnection.OWN),
              asked.getMetadata().getNamespace(),
              priority(asked),
              () -> latest(asked).map(resource -> make(resource, work)))
          .map(this::record);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** By what is known before the turn. */
  private Priority priority(VirtualGateway resource) {
    var state = knownStatuses.state(resource);
    var requests = Requests.of(resource).since(state);
    return resource.isMarkedForDeletion()
        ? Priority.REQUESTED
        : requests.priority(state, resource.getMetadata().getGeneration());
  }

  private Optional<VirtualGateway> latest(VirtualGateway asked) {
    return resources
        .latest(asked)
        .filter(it -> it.getMetadata().getUid().equals(asked.getMetadata().getUid()))
        .filter(it -> it.isMarkedForDeletion() == asked.isMarkedForDeletion());
  }

  private Made make(VirtualGateway resource, Work work) {
    var metadata = resource.getMetadata();
    var ticket = history.begin(metadata.getUid(), metadata.getGeneration());
    var before = knownStatuses.latest(resource);
    Outcome outcome;
    try {
      outcome = work.on(resource, SyncState.of(before), ticket);
    } catch (RuntimeException defect) {
      log.error("reconciliation failed", defect);
      outcome =
          new Outcome.Failed(
              Reason.INTERNAL_ERROR,
              "The operator failed (" + defect.getClass().getSimpleName() + "); see its log.");
    }
    return new Made(resource, before, ticket, outcome);
  }

  private Ended record(Made made) {
    var next = recorder.record(made.resource(), made.before(), made.ticket(), made.outcome());
    return new Ended(made.resource(), made.outcome(), next);
  }
}
