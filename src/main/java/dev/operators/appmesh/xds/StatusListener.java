// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static dev.operators.appmesh.xds.EnvoyBootstrap.address;
import static dev.operators.appmesh.xds.EnvoyBootstrap.filter;
import static dev.operators.appmesh.xds.EnvoyBootstrap.ordered;

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
    var manager =
        ordered(
            "@type",
            EnvoyBootstrap.TYPES
                + "filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix",
            NAME,
            "route_config",
            ordered(
                "name",
                NAME,
                "virtual_hosts",
                List.of(ordered("name", NAME, "domains", List.of("*"), "routes", routes))),
            "http_filters",
            List.of(
                filter(
                    "router",
                    ordered("@type", EnvoyBootstrap.TYPES + "filters.http.router.v3.Router"))));
    return ordered(
        "name",
        NAME,
        "address",
        address(host, port),
        "filter_chains",
        List.of(
            Map.of(
                "filters",
                List.of(
                    ordered(
                        "name",
                        "envoy.filters.network.http_connection_manager",
                        "typed_config",
                        manager)))));
  }

  /** Envoy's own interface, to which the listener passes requests. */
  Map<String, Object> cluster(String adminHost, int adminPort) {
    return ordered(
        "name",
        CLUSTER,
        "type",
        "STATIC",
        "load_assignment",
        EnvoyBootstrap.endpoint(CLUSTER, adminHost, adminPort));
  }

  private static Map<String, Object> route(String path) {
    return ordered("match", Map.of("path", path), "route", Map.of("cluster", CLUSTER));
  }
}
