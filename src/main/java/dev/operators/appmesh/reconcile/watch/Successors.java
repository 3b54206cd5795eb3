// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Outcome.Change;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import java.util.Optional;

/**
 * Has resources looked at that were refused a gateway which belonged to another resource, as soon
 * as that one has let it go. Other clusters find out by themselves, and so does who asks for it by
 * another connection.
 */
public record Successors(
    WatchedResources resources,
    Connections connections,
    DesiredGateways desiredGateways,
    KnownStatuses knownStatuses,
    Rechecks rechecks) {

  /** Nobody's is the gateway that {@code gone} had. */
  public void letGo(VirtualGateway gone) {
    desiredGateways
        .key(gone, knownStatuses.state(gone))
        .ifPresent(
            key ->
                resources
                    .refused()
                    .filter(it -> connections.name(it).equals(connections.name(gone)))
                    .filter(it -> wants(it, key))
                    .forEach(rechecks::nudge));
  }

  /**
   * After a pass over {@code resource}: who has lost a gateway to it looks at once, and so does who
   * may take its own over. One that was refused its gateway itself has none to give, so that two of
   * them that consent to each other do not wake each other forever.
   */
  public void passed(VirtualGateway resource, Outcome outcome) {
    if (outcome instanceof Outcome.InSync(var gateway, var _, var change, var _)
        && (change == Change.TAKEN_OVER || change == Change.ADOPTED)) {
      resources
          .get()
          .filter(it -> !uid(it).equals(uid(resource)))
          .filter(it -> knownStatuses.records(it, gateway))
          .forEach(rechecks::recheck);
    }
    if (outcome instanceof Outcome.Failed(var reason, var _) && reason == Reason.NOT_OWNED) {
      return;
    }
    taker(resource)
        .filter(it -> knownStatuses.state(it).synced() == Reason.NOT_OWNED)
        .ifPresent(rechecks::nudge);
  }

  private Optional<VirtualGateway> taker(VirtualGateway resource) {
    var taker = Requests.allowTakeoverBy(resource);
    var parts = taker == null ? new String[0] : taker.split("/", -1);
    return parts.length == 2 ? resources.get(parts[0], parts[1]) : Optional.empty();
  }

  private static String uid(VirtualGateway resource) {
    return resource.getMetadata().getUid();
  }

  private boolean wants(VirtualGateway resource, GatewayKey key) {
    var state = knownStatuses.state(resource);
    return state.synced() == Reason.NOT_OWNED
        && desiredGateways.key(resource, state).filter(key::hasNamesOf).isPresent();
  }
}
