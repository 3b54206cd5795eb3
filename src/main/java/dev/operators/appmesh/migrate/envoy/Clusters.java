// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.envoy.BackendTlsContext;
import dev.operators.appmesh.envoy.Endpoints;
import dev.operators.appmesh.envoy.HttpProtocol;
import dev.operators.appmesh.envoy.PoolLimits;
import dev.operators.appmesh.migrate.export.ExportBackend;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clusters of the backends, and the routes to them; each listener has its own. */
final class Clusters {

  private final List<ExportBackend> backends;
  private final BackendDefaults.@Nullable Tls policy;
  private final BackendTlsContext tls;

  Clusters(
      List<ExportBackend> backends, BackendDefaults.@Nullable Tls policy, BackendTlsContext tls) {
    this.backends = backends;
    this.policy = policy;
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
        .with("circuit_breakers", limits.circuitBreakers())
        .with(
            "load_assignment",
            Endpoints.one(name, Endpoints.socket(backend.host(), port == null ? 0 : port)))
        .with("transport_socket", backend.speaksTls(policy) ? tls.of(backend.serverName()) : null)
        .with(
            "typed_extension_protocol_options",
            HttpProtocol.of(listener.portMapping().protocol()).options());
  }

  private static String name(ExportBackend backend, Listener listener) {
    return backend.name() + "_" + listener.portMapping().port();
  }
}
