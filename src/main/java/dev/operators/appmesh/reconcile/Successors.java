// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.model.GatewayKey;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has resources look again that were refused a gateway which belonged to another resource, as soon
 * as that one has let it go. Other clusters find out by themselves.
 */
final class Successors extends AbstractEventSource<Void, VirtualGateway> {

  private final Supplier<Stream<VirtualGateway>> resources;
  private final DesiredGateways desiredGateways;
  private final StatusWriter statusWriter;

  Successors(
      Supplier<Stream<VirtualGateway>> resources,
      DesiredGateways desiredGateways,
      StatusWriter statusWriter) {
    super(Void.class, "successors");
    this.resources = resources;
    this.desiredGateways = desiredGateways;
    this.statusWriter = statusWriter;
  }

  @Override
  public Set<Void> getSecondaryResources(VirtualGateway primary) {
    return Set.of();
  }

  /** Nobody's is the gateway that {@code gone} had. */
  void letGo(VirtualGateway gone) {
    desiredGateways
        .key(gone, statusWriter.latest(gone))
        .ifPresent(
            key ->
                resources
                    .get()
                    .filter(it -> wants(it, key))
                    .map(ResourceID::fromResource)
                    .forEach(it -> getEventHandler().handleEvent(new Event(it))));
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
