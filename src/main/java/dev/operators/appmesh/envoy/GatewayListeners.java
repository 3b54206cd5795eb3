// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.api.Logging;
import dev.operators.appmesh.api.VirtualGatewaySpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Envoy's listeners for those of a gateway, and the way from them to the second hop.
 *
 * @param names of what Envoy gets
 * @param acm where certificates of ACM are; null for nowhere
 * @param ipPreference that of the mesh, with any of which App Mesh's Envoy took IPv6, too
 * @param secrets where the files of certificates go, as secrets
 * @param accessLog that of the first hop; a second line for each request would be of no use
 */
record GatewayListeners(
    Names names,
    @Nullable AcmFiles acm,
    @Nullable String ipPreference,
    Map<String, Map<String, Object>> secrets,
    Logging.@Nullable File accessLog) {

  /** A listener of the first hop. */
  Map<String, Object> ingress(Listener listener) {
    var port = EnvoyListener.port(listener);
    var protocol = listener.portMapping().protocol();
    var http =
        new HttpConnections(
            names.ingressStatistics(protocol, port),
            EnvoyListener.upgrades(listener),
            accessLog,
            null,
            HttpConnections.discovered(names.ingressRoutes(protocol, port)));
    return new EnvoyListener(name(listener), listener, http, tls(listener)).document(address(port));
  }

  /** The name of a listener of the first hop. */
  String name(Listener listener) {
    return names.ingressListener(
        ipPreference == null ? "0.0.0.0" : "::", EnvoyListener.port(listener));
  }

  /** The cluster that is the second hop; the pool of a listener limits what goes there. */
  Map<String, Object> selfRedirect(Listener listener) {
    var name = names.selfRedirect(listener.portMapping().protocol(), EnvoyListener.port(listener));
    return map("name", name)
        .with("type", "STATIC")
        .with("connect_timeout", "0.25s")
        .with("circuit_breakers", PoolLimits.of(listener.connectionPool()).circuitBreakers())
        .with("load_assignment", Endpoints.one(name, egressAddress()))
        .with(
            "typed_extension_protocol_options",
            HttpProtocol.of(listener.portMapping().protocol()).options());
  }

  /** The listener of the second hop, which nobody reaches from outside. */
  Map<String, Object> egress(VirtualGatewaySpec spec) {
    var http =
        new HttpConnections(
            "egress",
            spec.listeners().stream().anyMatch(EnvoyListener::upgrades),
            null,
            null,
            HttpConnections.discovered(names.egressRoutes()));
    return map("name", names.egressListener())
        .with("address", egressAddress())
        .with("traffic_direction", "OUTBOUND")
        .with("filter_chains", List.of(map("filters", List.of(http.filter()))));
  }

  private Map<String, Object> egressAddress() {
    return Endpoints.socket("127.0.0.1", names.egressPort());
  }

  private Map<String, Object> address(long port) {
    return ipPreference == null ? Endpoints.socket("0.0.0.0", port) : Endpoints.anyFamily(port);
  }

  private @Nullable Map<String, Object> tls(Listener listener) {
    var tls = listener.tls();
    if (tls == null || !ListenerModes.speakTls(tls)) {
      return null;
    }
    var file = acm == null ? "" : acm.listener(EnvoyListener.port(listener));
    return new ListenerTlsContext(
            new SecretDiscovery(null), new WatchedFiles(name(listener), secrets), file)
        .of(tls);
  }
}
