// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.manifest.Ordered.map;

import dev.operators.appmesh.api.Logging;
import dev.operators.appmesh.migrate.export.Logs;
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
    Logging.@Nullable File accessLog,
    @Nullable String healthCheckPath,
    List<Map<String, Object>> routes) {

  /** The network filter. */
  Map<String, Object> filter() {
    var all = map("name", "all").with("domains", List.of("*")).with("routes", routes);
    return Typed.extension(
        "envoy.filters.network.http_connection_manager",
        "filters.network.http_connection_manager.v3.HttpConnectionManager",
        map("stat_prefix", statPrefix)
            .with("normalize_path", true)
            .with("merge_slashes", true)
            .with("path_with_escaped_slashes_action", "KEEP_UNCHANGED")
            .with("upgrade_configs", upgrades ? List.of(map("upgrade_type", "websocket")) : null)
            .with("access_log", accessLog == null ? null : List.of(fileLog(accessLog)))
            .with("route_config", map("name", name, "virtual_hosts", List.of(all)))
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

  private static Map<String, Object> fileLog(Logging.File file) {
    return Typed.extension(
        "envoy.access_loggers.file",
        "access_loggers.file.v3.FileAccessLog",
        map("path", file.path(), "log_format", format(file.format())));
  }

  private static @Nullable Map<String, Object> format(Logging.@Nullable Format format) {
    if (format == null) {
      return null;
    }
    return format.text() == null
        ? map("json_format", Logs.json(format.json() == null ? List.of() : format.json()))
        : map("text_format_source", map("inline_string", format.text()));
  }
}
