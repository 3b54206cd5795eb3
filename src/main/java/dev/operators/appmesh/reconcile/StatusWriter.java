// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;

/**
 * The only writer of status. It writes what differs, and nothing twice: what it wrote counts even
 * while the informer has not seen it yet.
 *
 * <p>It patches with a plain client, outside the framework's own update path: there, an edit of the
 * spec that arrives while a status write is under way can be dropped (java-operator-sdk 3398).
 */
final class StatusWriter {

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("appmesh-gateway-operator")
          .withForce(true)
          .build();

  private record Written(long resourceVersion, VirtualGatewayStatus status) {}

  private final KubernetesClient client;

  /** By UID, for as long as an informer can possibly be behind. */
  private final Cache<String, Written> written =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /** The resource's status: the one it carries, or a newer one that we wrote. */
  VirtualGatewayStatus latest(VirtualGateway resource) {
    var ours = written.getIfPresent(resource.getMetadata().getUid());
    if (ours != null && ours.resourceVersion() > resourceVersion(resource)) {
      return ours.status();
    }
    var status = resource.getStatus();
    return status == null ? VirtualGatewayStatus.EMPTY : status;
  }

  /** Makes {@code status} the resource's status. */
  void write(VirtualGateway resource, VirtualGatewayStatus status) {
    if (status.equals(latest(resource))) {
      return;
    }
    var patch = new VirtualGateway();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(resource.getMetadata().getNamespace())
            .withUid(resource.getMetadata().getUid())
            .build());
    patch.setStatus(status);
    var stored = client.resource(patch).subresource("status").patch(APPLY);
    written.put(resource.getMetadata().getUid(), new Written(resourceVersion(stored), status));
  }

  private static long resourceVersion(VirtualGateway resource) {
    return Long.parseLong(resource.getMetadata().getResourceVersion());
  }
}
