// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.gateway.Mandate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a resource until its gateway is parted from it. The pass that goes on to create the
 * gateway adds it. The framework would do so in passes of their own, which come before all others,
 * and by server-side apply, which costs the API server more. It would remove it, too; but it takes
 * an admission policy's refusal (422) for a conflict, asks nine more times, and does not say in the
 * end what the API server answered.
 */
public final class Finalizer {

  /** How it is called in {@code metadata.finalizers}. */
  public static final String NAME = "appmesh.operators.dev/finalizer";

  /** What a JSON Patch is answered that does not fit; 422 is also what a policy may answer. */
  private static final Set<Integer> CONFLICTS = Set.of(HttpURLConnection.HTTP_CONFLICT, 422);

  private final VersionedPatch patch;
  private final KnownStatuses knownStatuses;

  /**
   * Writes by {@code client}.
   *
   * @param mandate without which none is added
   * @param knownStatuses learns which version of the resource has the finalizer
   */
  public Finalizer(KubernetesClient client, Mandate mandate, KnownStatuses knownStatuses) {
    patch = new VersionedPatch(client, mandate);
    this.knownStatuses = knownStatuses;
  }

  /**
   * Adds it, if the resource has not got it.
   *
   * @return whether the resource has it now; if not, it is gone, or its deletion has begun
   * @throws IllegalStateException if the mandate has ended
   * @throws KubernetesClientException if the API server refuses it
   */
  public boolean add(VirtualGateway resource) {
    if (resource.hasFinalizer(NAME)) {
      return true;
    }
    var now = resource;
    while (now != null && !now.isMarkedForDeletion() && !now.hasFinalizer(NAME)) {
      now = attempt(now, this::with);
    }
    if (now == null || now.isMarkedForDeletion()) {
      return false;
    }
    knownStatuses.saw(now);
    return true;
  }

  /**
   * Removes it. The framework's cache has the resource without it from then on, so that no other
   * pass over the deletion follows.
   *
   * @throws KubernetesClientException if the API server refuses it
   */
  public void remove(VirtualGateway resource, Context<VirtualGateway> context) {
    var now = resource;
    while (now != null && now.hasFinalizer(NAME)) {
      now =
          attempt(now, it -> context.resourceOperations().jsonPatchPrimary(it, Finalizer::without));
    }
  }

  /**
   * The resource as written; null if it is gone. After a conflict there is another version to try
   * again with; after a refusal there is not.
   */
  private @Nullable VirtualGateway attempt(
      VirtualGateway now, UnaryOperator<VirtualGateway> write) {
    try {
      return write.apply(now);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return null;
      }
      if (!CONFLICTS.contains(e.getCode())) {
        throw e;
      }
      return patch.instead(now, now.getMetadata().getResourceVersion(), e);
    }
  }

  private VirtualGateway with(VirtualGateway resource) {
    return patch.finalizers(
        resource, Stream.concat(resource.getFinalizers().stream(), Stream.of(NAME)).toList());
  }

  private static VirtualGateway without(VirtualGateway copy) {
    copy.removeFinalizer(NAME);
    return copy;
  }
}
