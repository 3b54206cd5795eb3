// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.time.Duration;

/**
 * The newest status of each resource that this process knows: what it wrote counts even while the
 * informer has not seen it yet. Safe for many threads.
 */
public final class KnownStatuses {

  private record Written(long resourceVersion, VirtualGatewayStatus status) {}

  /** By UID, for as long as an informer can possibly be behind. */
  private final Cache<String, Written> written =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  /** The resource's status: the one it carries, or a newer one that this process wrote. */
  public VirtualGatewayStatus latest(VirtualGateway resource) {
    var ours = written.getIfPresent(resource.getMetadata().getUid());
    if (ours != null && ours.resourceVersion() > resourceVersion(resource)) {
      return ours.status();
    }
    var status = resource.getStatus();
    return status == null ? VirtualGatewayStatus.EMPTY : status;
  }

  /** What the resource's latest status says. */
  public SyncState state(VirtualGateway resource) {
    return SyncState.of(latest(resource));
  }

  /**
   * Remembers a status that was written.
   *
   * @param stored the resource as the API server answered
   */
  void wrote(VirtualGateway stored, VirtualGatewayStatus status) {
    written.put(stored.getMetadata().getUid(), new Written(resourceVersion(stored), status));
  }

  /** The resource is not ours to care for any more. */
  public void forget(String uid) {
    written.invalidate(uid);
  }

  private static long resourceVersion(VirtualGateway resource) {
    return Long.parseLong(resource.getMetadata().getResourceVersion());
  }
}
