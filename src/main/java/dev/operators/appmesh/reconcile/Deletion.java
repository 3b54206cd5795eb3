// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.connect.Resolution;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.FailureMessages;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.plan.SyncState;
import dev.operators.appmesh.reconcile.watch.Retirement;
import java.time.Duration;
import java.time.InstantSource;

/** What becomes of a gateway whose resource is deleted; nothing is released in silence. */
public final class Deletion {

  private final DesiredGateways desiredGateways;
  private final Connections connections;
  private final Duration retiredAfter;
  private final InstantSource clock;

  /**
   * Reaches gateways by {@code connections}.
   *
   * @param retiredAfter how long nobody answers before App Mesh counts as gone
   */
  public Deletion(
      DesiredGateways desiredGateways,
      Connections connections,
      Duration retiredAfter,
      InstantSource clock) {
    this.desiredGateways = desiredGateways;
    this.connections = connections;
    this.retiredAfter = retiredAfter;
    this.clock = clock;
  }

  /** One pass over a resource that is being deleted. */
  Outcome delete(VirtualGateway resource, SyncState state) {
    var requests = Requests.of(resource);
    if (requests.paused()) {
      return Requests.pause("The deletion waits");
    }
    var key = desiredGateways.key(resource, state).orElse(null);
    if (key == null) {
      return new Outcome.Gone("Deleted", "The resource never had a gateway.");
    }
    var policies = Policies.of(resource);
    return switch (connections.forDeletion(resource, state.arn())) {
      case Resolution.Unusable unusable ->
          unreachable(unusable, state, policies, requests.forceOrphan());
      case Resolution.Usable(var connection, var _) ->
          LogContext.about(
              key,
              () ->
                  new GatewayRemoval(
                          connection.service(Priority.REQUESTED),
                          new Retirement(connection.availability(), retiredAfter, clock),
                          key,
                          desiredGateways.owner(resource),
                          state,
                          policies,
                          requests.forceOrphan())
                      .run());
    };
  }

  static Outcome unreachable(
      Resolution.Unusable unusable, SyncState state, Policies policies, boolean forceOrphan) {
    if (!state.gatewayMayExist()) {
      return new Outcome.Gone("Released", "App Mesh was never called for this resource.");
    }
    if (!policies.manage()) {
      return GatewayRemoval.ONLY_PLANNED;
    }
    if (policies.retain() || forceOrphan) {
      return new Outcome.Gone(
          "Released",
          "Left the gateway as it is, with its ownership tags if it is still there: "
              + unusable.message());
    }
    return FailureMessages.deletionWaits(unusable);
  }
}
