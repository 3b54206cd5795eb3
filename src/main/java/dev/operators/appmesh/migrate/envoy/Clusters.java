// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.manifest.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.migrate.export.ExportBackend;
import dev.operators.appmesh.migrate.export.PoolLimits;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The clusters of the backends, and the routes to them; each listener has its own. */
final class Clusters {

  private final List<ExportBackend> backends;
  private final BackendTlsContext tls;

  Clusters(List<ExportBackend> backends, BackendTlsContext tls) {
    this.backends = backends;
    this.tls = tls;
  }

  /** A cluster for each backend. */
  List<Map<String, Object>> of(Listener listener, PoolLimits limits) {
    return backends.stream().map(backend -> cluster(backend, listener, limits)).toList();
  }

  /** Longest prefixes first; without a backend everything is answered with 404. */
  List<Map<String, Object>> routes(Listener listener) {
    if (backends.isEmpty()) {
      return List.of(map("match", map("prefix", "/"), "direct_response", map("status", 404)));
    }
    return backends.stream()
        .sorted(Comparator.comparingInt((ExportBackend it) -> -it.prefix().length()))
        .map(backend -> route(backend.prefix(), name(backend, listener)))
        .toList();
  }

  /** A route to a cluster, with App Mesh's timeout. */
  static Map<String, Object> route(String prefix, String cluster) {
    return map("match", map("prefix", prefix))
        .with("route", map("cluster", cluster).with("timeout", "15s"));
  }

  private Map<String, Object> cluster(ExportBackend backend, Listener listener, PoolLimits limits) {
    var name = name(backend, listener);
    var port = backend.port();
    return map("name", name)
        .with("type", "STRICT_DNS")
        .with("connect_timeout", "1s")
        .with("circuit_breakers", circuitBreakers(limits))
        .with("load_assignment", endpoint(name, socket(backend.host(), port == null ? 0 : port)))
        .with("transport_socket", tls.of(backend))
        .with(
            "typed_extension_protocol_options",
            HttpProtocol.of(listener.portMapping().protocol()).options());
  }

  /** The limits of a connection pool. */
  static Map<String, Object> circuitBreakers(PoolLimits limits) {
    var thresholds =
        map("max_connections", limits.connections())
            .with("max_pending_requests", limits.pendingRequests())
            .with("max_requests", limits.requests())
            .with("max_retries", PoolLimits.NONE);
    return map("thresholds", List.of(thresholds));
  }

  /** The one endpoint of a cluster. */
  static Map<String, Object> endpoint(String cluster, Map<String, Object> address) {
    var endpoint = map("endpoint", map("address", address));
    return map("cluster_name", cluster)
        .with("endpoints", List.of(map("lb_endpoints", List.of(endpoint))));
  }

  /** An address with a port. */
  static Map<String, Object> socket(String host, int port) {
    return map("socket_address", map("address", host, "port_value", port));
  }

  private static String name(ExportBackend backend, Listener listener) {
    return backend.name() + "_" + listener.portMapping().port();
  }
}
