// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.time.Duration;

/**
 * The newest status of each resource that this process knows: what it wrote or read counts even
 * while the informer has not seen it yet. Safe for many threads.
 */
public final class KnownStatuses {

  /**
   * A status as the API server holds it.
   *
   * @param resourceVersion the version of the resource that has it
   */
  record Known(String resourceVersion, VirtualGatewayStatus status) {

    static Known in(VirtualGateway resource) {
      var status = resource.getStatus();
      return new Known(
          resource.getMetadata().getResourceVersion(),
          status == null ? VirtualGatewayStatus.EMPTY : status);
    }

    private boolean isNewerThan(Known other) {
      return Long.parseLong(resourceVersion) > Long.parseLong(other.resourceVersion);
    }
  }

  /** By UID, for as long as an informer can possibly be behind. */
  private final Cache<String, Known> seen =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  /** The resource's status: the one it carries, or a newer one that this process wrote or read. */
  public VirtualGatewayStatus latest(VirtualGateway resource) {
    return known(resource).status();
  }

  /** What the resource's latest status says. */
  public SyncState state(VirtualGateway resource) {
    return SyncState.of(latest(resource));
  }

  /** Whether the resource's latest status records this gateway; soon enough to ask of all. */
  public boolean records(VirtualGateway resource, ObservedGateway gateway) {
    var latest = latest(resource);
    return gateway.uid().equals(latest.uid()) && SyncState.of(latest).records(gateway);
  }

  /** The latest status, and the version of the resource that has it. */
  Known known(VirtualGateway resource) {
    var carried = Known.in(resource);
    var ours = seen.getIfPresent(resource.getMetadata().getUid());
    return ours != null && ours.isNewerThan(carried) ? ours : carried;
  }

  /** Remembers a resource as the API server has just answered. */
  Known saw(VirtualGateway stored) {
    var known = Known.in(stored);
    seen.put(stored.getMetadata().getUid(), known);
    return known;
  }

  /** The resource is not ours to care for any more. */
  public void forget(String uid) {
    seen.invalidate(uid);
  }
}
