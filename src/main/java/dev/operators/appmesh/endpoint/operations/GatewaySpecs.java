// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.rules.RuleBook;
import dev.operators.appmesh.rules.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks and completes the spec of a virtual gateway (API type VirtualGatewaySpec). */
final class GatewaySpecs {
  private static final int MAX_MESSAGES = 10;

  /** App Mesh's own message; the rule book's message goes on with a remedy. */
  private static final String APP_MESH_MESSAGE =
      "GRPC HealthCheck requires listener type of HTTP2 or GRPC.";

  private GatewaySpecs() {}

  /** {@code spec} as it is stored; throws {@link ApiError} if it breaks a rule. */
  static Map<String, Object> checked(RuleBook rules, ResourceName name, Map<String, Object> spec) {
    var whole = new LinkedHashMap<>(spec);
    whole.putAll(name.members());
    // The rules are those of the custom resource, which also has a name in the cluster.
    var resource = Map.<String, Object>of("metadata", Map.of("name", "gateway"), "spec", whole);
    var violations = rules.check(resource);
    if (!violations.isEmpty()) {
      throw ApiError.badRequest(
          violations.stream()
              .limit(MAX_MESSAGES)
              .map(GatewaySpecs::inTheRequest)
              .collect(Collectors.joining("; ")));
    }
    return completed(spec);
  }

  /** In the request, the names are beside the spec, not in it. */
  private static String inTheRequest(Violation violation) {
    if (violation.message().contains(APP_MESH_MESSAGE)) {
      return APP_MESH_MESSAGE;
    }
    var path = violation.path().replaceFirst("^spec\\.(meshName|virtualGatewayName)$", "$1");
    return path + ": " + violation.message();
  }

  /** Sets the default port of health checks: the listener's port. */
  private static Map<String, Object> completed(Map<String, Object> spec) {
    var listeners =
        new JsonMembers("spec.", spec)
            .requiredList("listeners").stream()
                .map(listener -> JsonMembers.of("spec.listeners[].", listener))
                .map(GatewaySpecs::withHealthCheckPort)
                .toList();
    return with(spec, "listeners", listeners);
  }

  private static Map<String, Object> withHealthCheckPort(JsonMembers listener) {
    var port = listener.requiredStructure("portMapping").required("port");
    return listener
        .structure("healthCheck")
        .filter(check -> !check.values().containsKey("port"))
        .map(check -> with(check.values(), "port", port))
        .map(check -> with(listener.values(), "healthCheck", check))
        .orElse(listener.values());
  }

  private static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
    var changed = new LinkedHashMap<>(object);
    changed.put(name, value);
    return Map.copyOf(changed);
  }
}
