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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of status. It writes what differs, and nothing twice: what it wrote counts even
 * while the informer has not seen it yet.
 *
 * <p>It patches with a plain client, outside the framework's own update path: there, an edit of the
 * spec that arrives while a status write is under way can be dropped (java-operator-sdk 3398).
 */
public final class StatusWriter {

  private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);

  private static final PatchContext JSON_PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager("appmesh-gateway-operator")
          .build();

  private final KubernetesClient client;
  private final Mandate mandate;
  private final KnownStatuses knownStatuses;

  /**
   * @param mandate without which nothing is written
   * @param knownStatuses learns what was written
   */
  public StatusWriter(KubernetesClient client, Mandate mandate, KnownStatuses knownStatuses) {
    this.client = client;
    this.mandate = mandate;
    this.knownStatuses = knownStatuses;
  }

  /**
   * Makes {@code status} the resource's status.
   *
   * @throws IllegalStateException if the mandate has ended, so that somebody else may know better
   */
  public void write(VirtualGateway resource, VirtualGatewayStatus status) {
    if (status.equals(knownStatuses.latest(resource))) {
      return;
    }
    if (!mandate.holds()) {
      throw new IllegalStateException("this process may not act any more: it does not lead");
    }
    var uid = resource.getMetadata().getUid();
    // Whole, so that nothing old stays, and never to a resource that was made anew meanwhile.
    var patch =
        List.of(
            Map.of("op", "test", "path", "/metadata/uid", "value", uid),
            Map.of("op", "add", "path", "/status", "value", status));
    try {
      var stored =
          client
              .resource(resource)
              .subresource("status")
              .patch(JSON_PATCH, client.getKubernetesSerialization().asJson(patch));
      knownStatuses.wrote(stored, status);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
      log.debug("{} is gone, there is nothing to write to", resource.getMetadata().getName());
    }
  }
}
