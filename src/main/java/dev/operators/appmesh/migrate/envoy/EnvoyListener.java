// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.manifest.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.migrate.export.ListenerModes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A listener of the gateway.
 *
 * @param listener as the spec has it
 * @param http what it does with connections
 * @param tls the transport socket for TLS; null where only plain text is spoken
 */
record EnvoyListener(Listener listener, HttpConnections http, @Nullable Map<String, Object> tls) {

  /** The listener; App Mesh's Envoy, too, told TLS from plain text by the first bytes. */
  Map<String, Object> document() {
    var port = listener.portMapping().port();
    return map("name", http.name())
        .with("address", Clusters.socket("0.0.0.0", port == null ? 0 : port.intValue()))
        .with("traffic_direction", "INBOUND")
        .with("listener_filters", tls == null ? null : List.of(inspector()))
        .with("filter_chains", chains());
  }

  /** Whether WebSocket passes. */
  static boolean upgrades(Listener listener) {
    return listener.portMapping().protocol().equals("http");
  }

  private List<Map<String, Object>> chains() {
    var filters = List.of(http.filter());
    if (tls == null) {
      return List.of(map("filters", filters));
    }
    var encrypted =
        map("filter_chain_match", map("transport_protocol", "tls"))
            .with("filters", filters)
            .with("transport_socket", tls);
    return ListenerModes.isPermissive(listener)
        ? List.of(
            encrypted,
            map("filter_chain_match", map("transport_protocol", "raw_buffer"))
                .with("filters", filters))
        : List.of(encrypted);
  }

  private static Map<String, Object> inspector() {
    return Typed.extension(
        "envoy.filters.listener.tls_inspector", "filters.listener.tls_inspector.v3.TlsInspector");
  }
}
