// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.envoy.Endpoints;
import dev.operators.appmesh.envoy.EnvoyListener;
import dev.operators.appmesh.envoy.HttpConnections;
import dev.operators.appmesh.envoy.HttpProtocol;
import dev.operators.appmesh.envoy.PoolLimits;
import dev.operators.appmesh.envoy.Typed;
import java.util.List;
import java.util.Map;

/**
 * Several backends under one limit. Circuit breakers belong to clusters, so requests pass Envoy
 * twice, as in App Mesh: the listener sends all of them to one cluster with the limits, which is a
 * listener inside the same Envoy, and that one routes them.
 */
final class SecondHop {

  private SecondHop() {}

  /** The extension without which there are no listeners inside. */
  static Map<String, Object> bootstrapExtension() {
    return Typed.extension(
        "envoy.bootstrap.internal_listener", "bootstrap.internal_listener.v3.InternalListener");
  }

  /** The routes of the outer listener. */
  static List<Map<String, Object>> routes(Listener outer) {
    return List.of(Clusters.route("/", clusterName(outer)));
  }

  /** The cluster with the limits. */
  static Map<String, Object> cluster(Listener outer) {
    var name = clusterName(outer);
    return map("name", name)
        .with("type", "STATIC")
        .with("connect_timeout", "0.25s")
        .with("circuit_breakers", PoolLimits.of(outer.connectionPool()).circuitBreakers())
        .with(
            "load_assignment",
            Endpoints.one(
                name,
                map("envoy_internal_address", map("server_listener_name", listenerName(outer)))))
        .with(
            "typed_extension_protocol_options",
            HttpProtocol.of(outer.portMapping().protocol()).options());
  }

  /** The inner listener. */
  static Map<String, Object> listener(Listener outer, List<Map<String, Object>> routes) {
    var name = listenerName(outer);
    var http =
        new HttpConnections(
            name.replace('_', '.'),
            EnvoyListener.upgrades(outer),
            null,
            null,
            HttpConnections.inlined(name, routes));
    return map("name", name)
        .with("internal_listener", Map.of())
        .with("filter_chains", List.of(map("filters", List.of(http.filter()))));
  }

  private static String clusterName(Listener outer) {
    return "self_redirect_" + outer.portMapping().port();
  }

  private static String listenerName(Listener outer) {
    return "egress_" + outer.portMapping().port();
  }
}
