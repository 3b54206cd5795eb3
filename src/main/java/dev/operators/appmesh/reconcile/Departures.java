// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Hears of resources that leave what we watch: they are gone, or their labels are others now and
 * somebody else takes care of them. The watch does not tell which; no cleanup follows from it.
 */
final class Departures extends AbstractEventSource<Void, VirtualGateway>
    implements ResourceEventAware<VirtualGateway> {

  private final Consumer<VirtualGateway> departed;

  /**
   * @param departed what to do then; must be quick
   */
  Departures(Consumer<VirtualGateway> departed) {
    super(Void.class, "departures");
    this.departed = departed;
  }

  @Override
  public void onResourceDeleted(VirtualGateway resource) {
    departed.accept(resource);
  }

  @Override
  public Set<Void> getSecondaryResources(VirtualGateway primary) {
    return Set.of();
  }
}
