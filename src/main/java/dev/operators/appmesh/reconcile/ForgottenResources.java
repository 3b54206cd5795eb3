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
public final class ForgottenResources extends AbstractEventSource<Void, VirtualGateway>
    implements ResourceEventAware<VirtualGateway> {

  private final Consumer<String> forget;

  /**
   * A source without events of its own.
   *
   * @param forget what to do with the UID of such a resource; must be quick
   */
  public ForgottenResources(Consumer<String> forget) {
    super(Void.class, "forgotten-resources");
    this.forget = forget;
  }

  @Override
  public void onResourceDeleted(VirtualGateway resource) {
    forget.accept(resource.getMetadata().getUid());
  }

  @Override
  public Set<Void> getSecondaryResources(VirtualGateway primary) {
    return Set.of();
  }
}
