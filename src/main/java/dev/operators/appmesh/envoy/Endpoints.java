// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import java.util.List;
import java.util.Map;

/** Addresses, and the endpoints of clusters. */
public final class Endpoints {

  private Endpoints() {}

  /** An address with a port. */
  public static Map<String, Object> socket(String host, long port) {
    return map("socket_address", map("address", host, "port_value", port));
  }

  /** All addresses of this machine, of IPv4, too. */
  static Map<String, Object> anyFamily(long port) {
    var address = map("address", "::", "port_value", port).with("ipv4_compat", true);
    return map("socket_address", address);
  }

  /** The one endpoint of a cluster (ClusterLoadAssignment). */
  public static Map<String, Object> one(String cluster, Map<String, Object> address) {
    var endpoint = map("endpoint", map("address", address));
    return map("cluster_name", cluster)
        .with("endpoints", List.of(map("lb_endpoints", List.of(endpoint))));
  }
}
