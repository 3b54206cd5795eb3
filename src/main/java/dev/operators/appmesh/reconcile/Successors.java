// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.model.GatewayKey;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has resources looked at that were refused a gateway which belonged to another resource, as soon
 * as that one has let it go. Other clusters find out by themselves, and so does who asks for it by
 * another connection.
 *
 * @param nudge has a resource looked at
 */
record Successors(
    Supplier<Stream<VirtualGateway>> resources,
    DesiredGateways desiredGateways,
    StatusWriter statusWriter,
    Consumer<VirtualGateway> nudge) {

  /** Nobody's is the gateway that {@code gone} had. */
  void letGo(VirtualGateway gone) {
    desiredGateways
        .key(gone, statusWriter.latest(gone))
        .ifPresent(
            key ->
                resources
                    .get()
                    .filter(it -> Connections.named(it).equals(Connections.named(gone)))
                    .filter(it -> wants(it, key))
                    .forEach(nudge));
  }

  private boolean wants(VirtualGateway resource, GatewayKey key) {
    var status = statusWriter.latest(resource);
    return Conditions.find(status, "Synced")
            .filter(it -> it.reason().equals(Reason.NOT_OWNED.text()))
            .isPresent()
        && desiredGateways
            .key(resource, status)
            // A status always names the owner of the mesh, a spec seldom.
            .filter(it -> it.meshName().equals(key.meshName()) && it.name().equals(key.name()))
            .isPresent();
  }
}
