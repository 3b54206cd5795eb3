// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Logging;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP connection manager of a listener, with what App Mesh's Envoy was seen to set and Envoy
 * does not by itself.
 *
 * @param statPrefix of its statistics
 * @param upgrades whether WebSocket passes
 * @param accessLog null where nothing is logged
 * @param healthCheckPath the path that Envoy answers itself; null where there is none
 * @param routes the member that says where requests go to
 */
public record HttpConnections(
    String statPrefix,
    boolean upgrades,
    Logging.@Nullable File accessLog,
    @Nullable String healthCheckPath,
    Map<String, Object> routes) {

  /** The stream of all kinds of resources (aggregated discovery service). */
  static final Map<String, Object> ADS = map("ads", Map.of(), "resource_api_version", "V3");

  /**
   * Routes that are part of the listener.
   *
   * @param routes in the order in which they are tried
   */
  public static Map<String, Object> inlined(String name, List<Map<String, Object>> routes) {
    var all = map("name", "all").with("domains", List.of("*")).with("routes", routes);
    return map("route_config", map("name", name, "virtual_hosts", List.of(all)));
  }

  /** Routes that come by the stream that the listener came by. */
  static Map<String, Object> discovered(String name) {
    return map("rds", map("config_source", ADS).with("route_config_name", name));
  }

  /** The network filter. */
  public Map<String, Object> filter() {
    return Typed.extension(
        "envoy.filters.network.http_connection_manager",
        "filters.network.http_connection_manager.v3.HttpConnectionManager",
        map("stat_prefix", statPrefix)
            .with("normalize_path", true)
            .with("merge_slashes", true)
            .with("path_with_escaped_slashes_action", "KEEP_UNCHANGED")
            .with("upgrade_configs", upgrades ? List.of(map("upgrade_type", "websocket")) : null)
            .with("access_log", accessLog == null ? null : List.of(AccessLogs.file(accessLog)))
            .withAll(routes)
            .with("http_filters", httpFilters()));
  }

  private List<Map<String, Object>> httpFilters() {
    var router = Typed.extension("envoy.filters.http.router", "filters.http.router.v3.Router");
    if (healthCheckPath == null) {
      return List.of(router);
    }
    var path = map("name", ":path", "string_match", map("exact", healthCheckPath));
    var healthCheck =
        Typed.extension(
            "envoy.filters.http.health_check",
            "filters.http.health_check.v3.HealthCheck",
            map("pass_through_mode", false, "headers", List.of(path)));
    return List.of(healthCheck, router);
  }
}
