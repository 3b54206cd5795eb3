// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a resource until its gateway is parted from it. The framework adds it, and would
 * remove it, too; but it takes an admission policy's refusal (422) for a conflict, asks nine more
 * times, and does not say in the end what the API server answered.
 */
final class Finalizer {

  /** How it is called in {@code metadata.finalizers}. */
  static final String NAME = "appmesh.operators.dev/finalizer";

  /** What a JSON Patch is answered that does not fit; 422 is also what a policy may answer. */
  private static final Set<Integer> CONFLICTS = Set.of(HttpURLConnection.HTTP_CONFLICT, 422);

  private Finalizer() {}

  /**
   * Removes it from the API server's resource, and from {@code resource}, so that the framework
   * does not. After a conflict there is another version to try again with; after a refusal there is
   * not.
   *
   * @throws KubernetesClientException if the API server refuses it
   */
  static void remove(VirtualGateway resource, Context<VirtualGateway> context) {
    var uid = resource.getMetadata().getUid();
    var now = resource;
    while (now != null && now.getMetadata().getUid().equals(uid) && now.hasFinalizer(NAME)) {
      now = patched(now, context);
    }
    resource.removeFinalizer(NAME);
  }

  /** Null if it is done, else what it is to be tried with again. */
  private static @Nullable VirtualGateway patched(
      VirtualGateway now, Context<VirtualGateway> context) {
    try {
      context.resourceOperations().jsonPatchPrimary(now, Finalizer::without);
      return null;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return null;
      }
      var stored = CONFLICTS.contains(e.getCode()) ? context.getClient().resource(now).get() : now;
      if (stored != null && version(stored).equals(version(now))) {
        throw e;
      }
      return stored;
    }
  }

  private static VirtualGateway without(VirtualGateway resource) {
    resource.removeFinalizer(NAME);
    return resource;
  }

  private static String version(VirtualGateway resource) {
    return resource.getMetadata().getResourceVersion();
  }
}
