// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.migrate.export.Ordered.map;

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
    return map("match", map("prefix", prefix), "route", map("cluster", cluster, "timeout", "15s"));
  }

  private Map<String, Object> cluster(ExportBackend backend, Listener listener, PoolLimits limits) {
    var name = name(backend, listener);
    var port = backend.port();
    return map(
        "name",
        name,
        "type",
        "STRICT_DNS",
        "connect_timeout",
        "1s",
        "circuit_breakers",
        Limits.circuitBreakers(limits),
        "load_assignment",
        Endpoints.of(name, Endpoints.socket(backend.host(), port == null ? 0 : port)),
        "transport_socket",
        tls.of(backend),
        "typed_extension_protocol_options",
        HttpProtocol.of(listener.portMapping().protocol()).options());
  }

  private static String name(ExportBackend backend, Listener listener) {
    return backend.name() + "_" + listener.portMapping().port();
  }
}
