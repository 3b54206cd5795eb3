// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import dev.operators.appmesh.api.AppMeshConnection;
import java.util.Map;
import java.util.Optional;

/** The connections and namespaces of the cluster, from a cache. */
interface ClusterCache {

  /** The connection of this name. */
  Optional<AppMeshConnection> connection(String name);

  /** The labels of a namespace; none if it is unknown. */
  Map<String, String> labels(String namespace);
}
