// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks and completes the spec of a virtual gateway (API type VirtualGatewaySpec). */
final class GatewaySpecs {
  private GatewaySpecs() {}

  /** The spec in {@code call} as it is stored. */
  static Map<String, Object> checked(Call call) {
    var spec = call.members().requiredStructure("spec");
    Shapes.GATEWAY_SPEC.checkMembers("spec", spec.values());
    spec.requiredList("listeners");
    return completed(spec.values());
  }

  /** A health check without a port probes the listener's port. */
  private static Map<String, Object> completed(Map<String, Object> spec) {
    var listeners = new ArrayList<Object>();
    for (var element : (List<?>) spec.getOrDefault("listeners", List.of())) {
      var listener = Members.of("listener.", element);
      var healthCheck = listener.structure("healthCheck");
      var port = listener.requiredStructure("portMapping").values().get("port");
      if (healthCheck.isPresent() && port != null) {
        var check = new LinkedHashMap<>(healthCheck.get().values());
        check.putIfAbsent("port", port);
        listeners.add(with(listener.values(), "healthCheck", check));
      } else {
        listeners.add(listener.values());
      }
    }
    return with(spec, "listeners", List.copyOf(listeners));
  }

  private static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
    var changed = new LinkedHashMap<>(object);
    changed.put(name, value);
    return Map.copyOf(changed);
  }
}
