// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Resources that one watch of the API server tells of.
 *
 * @param type what they are
 * @param namespace where they are; null for the whole cluster
 */
record WatchedKind(Class<? extends HasMetadata> type, @Nullable String namespace) {

  @Override
  public String toString() {
    return HasMetadata.getKind(type)
        + "s in "
        + (namespace == null ? "the whole cluster" : "namespace " + namespace);
  }
}
