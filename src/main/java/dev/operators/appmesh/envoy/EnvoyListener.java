// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Listener;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A listener of the gateway.
 *
 * @param name of it
 * @param listener as the spec has it
 * @param http what it does with connections
 * @param tls the transport socket for TLS; null where only plain text is spoken
 */
public record EnvoyListener(
    String name, Listener listener, HttpConnections http, @Nullable Map<String, Object> tls) {

  /** The listener on all IPv4 addresses. */
  public Map<String, Object> document() {
    return document(Endpoints.socket("0.0.0.0", port(listener)));
  }

  /** The listener; App Mesh's Envoy, too, told TLS from plain text by the first bytes. */
  Map<String, Object> document(Map<String, Object> address) {
    return map("name", name)
        .with("address", address)
        .with("traffic_direction", "INBOUND")
        .with("listener_filters", tls == null ? null : List.of(inspector()))
        .with("filter_chains", chains());
  }

  /** Whether WebSocket passes. */
  public static boolean upgrades(Listener listener) {
    return listener.portMapping().protocol().equals("http");
  }

  /** The port; 0 where it is missing. */
  static long port(Listener listener) {
    var port = listener.portMapping().port();
    return port == null ? 0 : port;
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
