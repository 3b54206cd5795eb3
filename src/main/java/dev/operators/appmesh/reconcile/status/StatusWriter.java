// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.reconcile.status.KnownStatuses.Known;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of status. It writes what differs, and nothing twice.
 *
 * <p>It replaces the status that the caller went by, or none (compare-and-set): where somebody else
 * has written a status meanwhile, nothing is written. Each write names the {@code resourceVersion}
 * that it is for. Edits change that, too, so where one came in between the resource is read, and
 * written if its status is still the same. (A test of the status in the JSON Patch would not do:
 * the API server compares strings as they are escaped, and it does not escape as we do.)
 */
public final class StatusWriter {

  private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);

  /** How many edits in a row may come in between until the pass is to be repeated. */
  private static final int MOST_EDITS = 5;

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final VersionedPatch patch;
  private final KnownStatuses knownStatuses;

  /**
   * Writes by {@code client}.
   *
   * @param mandate without which nothing is written
   * @param knownStatuses has the statuses that are replaced, and learns what was written
   */
  public StatusWriter(KubernetesClient client, Mandate mandate, KnownStatuses knownStatuses) {
    patch = new VersionedPatch(client, mandate);
    this.knownStatuses = knownStatuses;
  }

  /**
   * Makes {@code status} the resource's status, in the place of the latest known one.
   *
   * @return whether it is; if not, somebody else has written another one, which is the latest known
   *     from now on, or the resource is gone
   * @throws IllegalStateException if the mandate has ended, so that somebody else may know better
   * @throws KubernetesClientException if the API server refuses it, be it as a conflict although
   *     the resource has not changed
   */
  public boolean write(VirtualGateway resource, VirtualGatewayStatus status) {
    var before = knownStatuses.known(resource);
    if (status.equals(before.status())) {
      return true;
    }
    Known now = before;
    int edits = 0;
    while (now != null && now.status().equals(before.status()) && edits++ < MOST_EDITS) {
      var conflict = replace(resource, now, status);
      if (conflict == null) {
        return true;
      }
      var stored = patch.instead(resource, now.resourceVersion(), conflict);
      now = stored == null ? null : knownStatuses.saw(stored);
    }
    log.warn("{} was written by somebody else, or is gone", resource.getMetadata().getName());
    return false;
  }

  /** Null if the resource was still as in {@code before}, else what the API server answered. */
  private @Nullable KubernetesClientException replace(
      VirtualGateway resource, Known before, VirtualGatewayStatus status) {
    try {
      knownStatuses.saw(patch.status(resource, before.resourceVersion(), status));
      return null;
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT && e.getCode() != NOT_FOUND) {
        throw e;
      }
      return e;
    }
  }
}
