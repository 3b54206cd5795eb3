// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.gateway.Mandate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one member of a resource, if the resource is still the version that is known.
 *
 * <p>It patches with a plain client, outside the framework's own update path: there, an edit of the
 * spec that arrives while a write is under way can be dropped (java-operator-sdk 3398).
 *
 * @param mandate without which nothing is written
 */
record VersionedPatch(KubernetesClient client, Mandate mandate) {

  private static final PatchContext JSON_PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager("appmesh-gateway-operator")
          .build();

  /**
   * Replaces the finalizers of a resource that is still as {@code resource}.
   *
   * @return the resource as the API server has it now
   * @throws IllegalStateException if the mandate has ended, so that somebody else may know better
   * @throws KubernetesClientException if the API server refuses it: as a conflict (409) if the
   *     resource has another version
   */
  VirtualGateway finalizers(VirtualGateway resource, List<String> finalizers) {
    var version = resource.getMetadata().getResourceVersion();
    return client
        .resource(resource)
        .patch(JSON_PATCH, patch(version, "/metadata/finalizers", finalizers));
  }

  /**
   * Replaces the whole status, so that nothing old stays.
   *
   * @param version that the resource must still have; otherwise as {@link #finalizers}
   */
  VirtualGateway status(VirtualGateway resource, String version, VirtualGatewayStatus status) {
    return client
        .resource(resource)
        .subresource("status")
        .patch(JSON_PATCH, patch(version, "/status", status));
  }

  /**
   * The resource that is there now, after a write to {@code version} has failed; null if it is
   * gone, or was made anew.
   *
   * @throws KubernetesClientException {@code failure} if it still has that version: then it was no
   *     conflict, but a refusal
   */
  @Nullable VirtualGateway instead(
      VirtualGateway resource, String version, KubernetesClientException failure) {
    var stored = client.resource(resource).get();
    if (stored == null || !stored.getMetadata().getUid().equals(resource.getMetadata().getUid())) {
      return null;
    }
    if (stored.getMetadata().getResourceVersion().equals(version)) {
      throw failure;
    }
    return stored;
  }

  private String patch(String version, String path, Object value) {
    if (!mandate.holds()) {
      throw new IllegalStateException("this process may not act any more: it does not lead");
    }
    return client
        .getKubernetesSerialization()
        .asJson(
            List.of(
                Map.of("op", "replace", "path", "/metadata/resourceVersion", "value", version),
                Map.of("op", "add", "path", path, "value", value)));
  }
}
