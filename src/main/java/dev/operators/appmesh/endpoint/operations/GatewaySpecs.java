// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.rules.RuleBook;
import dev.operators.appmesh.rules.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks and completes the spec of a virtual gateway (API type VirtualGatewaySpec). */
final class GatewaySpecs {
  private static final int MAX_MESSAGES = 10;

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
    return Listeners.completed(spec);
  }

  /** In the request, the names are beside the spec, not in it. */
  private static String inTheRequest(Violation violation) {
    // The rule book's message goes on with a remedy.
    if (violation.message().contains(Listeners.GRPC_HEALTH_CHECK)) {
      return Listeners.GRPC_HEALTH_CHECK;
    }
    var path = violation.path().replaceFirst("^spec\\.(meshName|virtualGatewayName)$", "$1");
    return path + ": " + violation.message();
  }
}
