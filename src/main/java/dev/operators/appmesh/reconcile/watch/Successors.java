// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has resources looked at that were refused a gateway which belonged to another resource, as soon
 * as that one has let it go. Other clusters find out by themselves, and so does who asks for it by
 * another connection.
 */
public record Successors(
    Supplier<Stream<VirtualGateway>> resources,
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
                    .get()
                    .filter(it -> Connections.named(it).equals(Connections.named(gone)))
                    .filter(it -> wants(it, key))
                    .forEach(rechecks::nudge));
  }

  private boolean wants(VirtualGateway resource, GatewayKey key) {
    var state = knownStatuses.state(resource);
    return state.synced() == Reason.NOT_OWNED
        && desiredGateways.key(resource, state).filter(key::hasNamesOf).isPresent();
  }
}
