// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The resources as the API server last told of them; none before the start. */
public final class WatchedResources implements Supplier<Stream<VirtualGateway>> {

  private volatile @Nullable ResourceCache<VirtualGateway> cache;

  /** Gives the resources of {@code newCache} from now on. */
  public void from(ResourceCache<VirtualGateway> newCache) {
    cache = newCache;
  }

  /** The resource of this name, if it is watched and there. */
  public Optional<VirtualGateway> get(String namespace, String name) {
    var now = cache;
    return now == null ? Optional.empty() : now.get(new ResourceID(name, namespace));
  }

  /** A resource as it is now; empty if it is gone. */
  public Optional<VirtualGateway> latest(VirtualGateway resource) {
    var metadata = resource.getMetadata();
    return cache == null ? Optional.of(resource) : get(metadata.getNamespace(), metadata.getName());
  }

  @Override
  public Stream<VirtualGateway> get() {
    var now = cache;
    return now == null ? Stream.empty() : now.list();
  }
}
