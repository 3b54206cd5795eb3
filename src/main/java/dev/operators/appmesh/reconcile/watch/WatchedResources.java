// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The resources as the API server last told of them; none before the start. */
public final class WatchedResources implements Supplier<Stream<VirtualGateway>> {

  private static final String REFUSED = "refused";

  private volatile @Nullable IndexerResourceCache<VirtualGateway> cache;

  /** Gives the resources of {@code newCache}, which is not started yet, from now on. */
  public void from(IndexerResourceCache<VirtualGateway> newCache) {
    newCache.addIndexers(Map.of(REFUSED, it -> isRefused(it) ? List.of(REFUSED) : List.of()));
    cache = newCache;
  }

  private static boolean isRefused(VirtualGateway resource) {
    var status = resource.getStatus();
    return status != null && SyncState.synced(status) == Reason.NOT_OWNED;
  }

  /**
   * Those that were refused a gateway which belongs to another resource; found without a search.
   */
  public Stream<VirtualGateway> refused() {
    var now = cache;
    return now == null ? Stream.empty() : now.byIndex(REFUSED, REFUSED).stream();
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
