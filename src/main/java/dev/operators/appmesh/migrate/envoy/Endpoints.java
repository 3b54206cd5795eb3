// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.migrate.export.Ordered.map;

import java.util.List;
import java.util.Map;

/** The one endpoint of a cluster. */
final class Endpoints {

  private Endpoints() {}

  static Map<String, Object> of(String cluster, Map<String, Object> address) {
    return map(
        "cluster_name",
        cluster,
        "endpoints",
        List.of(map("lb_endpoints", List.of(map("endpoint", map("address", address))))));
  }

  static Map<String, Object> socket(String host, int port) {
    return map("socket_address", map("address", host, "port_value", port));
  }
}
