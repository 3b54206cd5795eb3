// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The listeners of a spec: how their members have to agree, and what App Mesh filled in. Their
 * shape is checked before. The rules are those of App Mesh's model for Listener and
 * HealthCheckPolicy, the same that the rule book has for virtual gateways.
 */
final class Listeners {

  /** App Mesh's own message. */
  static final String GRPC_HEALTH_CHECK =
      "GRPC HealthCheck requires listener type of HTTP2 or GRPC.";

  private Listeners() {}

  /** Throws {@link ApiError} if the listeners of {@code spec} break a rule. */
  static void check(Map<String, Object> spec) {
    var ports = new HashSet<Object>();
    for (var listener : in(spec)) {
      var mapping = listener.requiredStructure("portMapping");
      if (!ports.add(mapping.required("port"))) {
        throw ApiError.badRequest(
            mapping.path() + "port is that of another listener: give each its own.");
      }
      var protocol = mapping.requiredString("protocol");
      listener
          .structure("connectionPool")
          .filter(pool -> !pool.values().containsKey(protocol))
          .ifPresent(
              pool -> {
                throw ApiError.badRequest(
                    "%s must be of the listener's protocol, %s."
                        .formatted(listener.path() + "connectionPool", protocol));
              });
      listener.structure("healthCheck").ifPresent(check -> check(check, mapping, protocol));
    }
  }

  private static void check(JsonMembers healthCheck, JsonMembers mapping, String protocol) {
    var by = healthCheck.requiredString("protocol");
    if (by.equals("grpc") && !Set.of("grpc", "http2").contains(protocol)) {
      throw ApiError.badRequest(GRPC_HEALTH_CHECK);
    }
    if (by.startsWith("http") && healthCheck.string("path").orElse("").isEmpty()) {
      throw ApiError.badRequest(
          "%spath is required for the protocol %s.".formatted(healthCheck.path(), by));
    }
    var port = mapping.required("port");
    if (!healthCheck.values().getOrDefault("port", port).equals(port)) {
      throw ApiError.badRequest(
          "%sport must be %sport, %s.".formatted(healthCheck.path(), mapping.path(), port));
    }
  }

  /** {@code spec} with the default port of health checks: the listener's port. */
  static Map<String, Object> completed(Map<String, Object> spec) {
    return spec.containsKey("listeners")
        ? with(spec, "listeners", in(spec).stream().map(Listeners::withHealthCheckPort).toList())
        : spec;
  }

  private static List<JsonMembers> in(Map<String, Object> spec) {
    var list = new JsonMembers("spec.", spec).list("listeners").orElse(List.of());
    return IntStream.range(0, list.size())
        .mapToObj(i -> JsonMembers.of("spec.listeners[" + i + "].", list.get(i)))
        .toList();
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
