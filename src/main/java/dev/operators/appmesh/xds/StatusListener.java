// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.envoy.Endpoints;
import dev.operators.appmesh.envoy.Typed;
import java.util.List;
import java.util.Map;

/**
 * A listener for probes and Prometheus. Envoy's own interface can also stop it and change its
 * settings, so this one passes on two of its paths and no other.
 *
 * @param host address to listen on
 * @param port to listen on
 */
record StatusListener(String host, int port) {

  private static final String NAME = "status";
  private static final String CLUSTER = "admin";
  private static final List<String> PATHS = List.of("/ready", "/stats/prometheus");

  /** As a tree. */
  Map<String, Object> tree() {
    var routes = PATHS.stream().map(StatusListener::route).toList();
    var all = map("name", NAME, "domains", List.of("*")).with("routes", routes);
    var router = Typed.extension("envoy.filters.http.router", "filters.http.router.v3.Router");
    var connections =
        Typed.extension(
            "envoy.filters.network.http_connection_manager",
            "filters.network.http_connection_manager.v3.HttpConnectionManager",
            map("stat_prefix", NAME)
                .with("route_config", map("name", NAME, "virtual_hosts", List.of(all)))
                .with("http_filters", List.of(router)));
    return map("name", NAME, "address", Endpoints.socket(host, port))
        .with("filter_chains", List.of(map("filters", List.of(connections))));
  }

  /** Envoy's own interface, to which the listener passes requests. */
  Map<String, Object> cluster(String adminHost, int adminPort) {
    return map("name", CLUSTER, "type", "STATIC")
        .with("load_assignment", Endpoints.one(CLUSTER, Endpoints.socket(adminHost, adminPort)));
  }

  private static Map<String, Object> route(String path) {
    return map("match", map("path", path), "route", map("cluster", CLUSTER));
  }
}
