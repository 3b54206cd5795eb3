// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.migrate.export.Ordered.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP connection manager of a listener, with what App Mesh's Envoy was seen to set and Envoy
 * does not by itself.
 *
 * @param name of the listener
 * @param statPrefix of its statistics
 * @param upgrades whether WebSocket passes
 * @param accessLog null where nothing is logged
 * @param healthCheckPath the path that Envoy answers itself; null where there is none
 * @param routes in the order in which they are tried
 */
record HttpConnections(
    String name,
    String statPrefix,
    boolean upgrades,
    @Nullable List<Map<String, Object>> accessLog,
    @Nullable String healthCheckPath,
    List<Map<String, Object>> routes) {

  /** The network filter. */
  Map<String, Object> filter() {
    return Typed.extension(
        "envoy.filters.network.http_connection_manager",
        "filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix",
        statPrefix,
        "normalize_path",
        true,
        "merge_slashes",
        true,
        "path_with_escaped_slashes_action",
        "KEEP_UNCHANGED",
        "upgrade_configs",
        upgrades ? List.of(map("upgrade_type", "websocket")) : null,
        "access_log",
        accessLog,
        "route_config",
        map(
            "name",
            name,
            "virtual_hosts",
            List.of(map("name", "all", "domains", List.of("*"), "routes", routes))),
        "http_filters",
        httpFilters());
  }

  private List<Map<String, Object>> httpFilters() {
    var filters = new ArrayList<Map<String, Object>>();
    if (healthCheckPath != null) {
      filters.add(
          Typed.extension(
              "envoy.filters.http.health_check",
              "filters.http.health_check.v3.HealthCheck",
              "pass_through_mode",
              false,
              "headers",
              List.of(map("name", ":path", "string_match", map("exact", healthCheckPath)))));
    }
    filters.add(Typed.extension("envoy.filters.http.router", "filters.http.router.v3.Router"));
    return filters;
  }
}
