// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.envoy.ListenerModes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Gateway itself. */
final class GatewayDocument {

  private final ObjectNames names;

  GatewayDocument(ObjectNames names) {
    this.names = names;
  }

  Map<String, Object> of(List<Listener> listeners, String gatewayClass) {
    var envoyProxy =
        map("group", References.ENVOY_GROUP)
            .with("kind", "EnvoyProxy")
            .with("name", names.gateway());
    return References.gatewayObject(
        "Gateway",
        names.metadata(names.gateway()),
        map("gatewayClassName", gatewayClass)
            .with("infrastructure", map("parametersRef", envoyProxy))
            .with("listeners", listeners.stream().map(this::listener).toList())
            .with("tls", frontend(listeners)));
  }

  private Map<String, Object> listener(Listener listener) {
    var mapping = listener.portMapping();
    var secure = ListenerModes.speaksTls(listener);
    var route = mapping.protocol().equals("grpc") ? "GRPCRoute" : "HTTPRoute";
    var kinds = List.of(map("group", References.GATEWAY_GROUP, "kind", route));
    return map("name", names.listener(listener))
        .with("port", mapping.port())
        .with("protocol", secure ? "HTTPS" : "HTTP")
        .with("tls", secure ? tls(listener) : null)
        .with("allowedRoutes", map("namespaces", map("from", "Same"), "kinds", kinds));
  }

  private Map<String, Object> tls(Listener listener) {
    return map("mode", "Terminate")
        .with("certificateRefs", List.of(References.core("Secret", names.certificate(listener))));
  }

  /** How the certificates of clients are checked, by port; the default must be there. */
  private @Nullable Map<String, Object> frontend(List<Listener> listeners) {
    var perPort = new ArrayList<Map<String, Object>>();
    for (var listener : listeners) {
      var validation = ClientValidation.of(listener, names).ofGateway();
      if (validation != null) {
        perPort.add(
            map("port", listener.portMapping().port()).with("tls", map("validation", validation)));
      }
    }
    return perPort.isEmpty() ? null : map("frontend", map("default", Map.of(), "perPort", perPort));
  }
}
