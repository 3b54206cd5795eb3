// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import dev.operators.appmesh.api.AppMeshConnection;
import java.util.Map;
import java.util.Optional;

/** What the API server last told of connections and namespaces. */
interface ClusterCache {

  /** The connection of this name. */
  Optional<AppMeshConnection> connection(String name);

  /** The labels of a namespace; none where it is not known. */
  Map<String, String> labels(String namespace);
}
