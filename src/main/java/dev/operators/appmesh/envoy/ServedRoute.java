// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.api.Listener;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gateway route or a route that Envoy takes.
 *
 * @param path where it is in the mesh
 * @param name of it
 * @param protocol {@code http}, {@code http2} or {@code grpc}
 * @param rule what it does
 * @param priority null where it has none
 */
record ServedRoute(
    String path, String name, String protocol, RouteSpec.Rule rule, @Nullable Long priority) {

  /** Those of a gateway or a router, by name; what is left out is noted. */
  static Stream<ServedRoute> in(String path, MeshReader mesh) {
    return mesh.mesh().children(path).entrySet().stream()
        .flatMap(it -> of(path + "/" + it.getKey(), it.getKey(), it.getValue(), mesh).stream());
  }

  private static Optional<ServedRoute> of(
      String path, String name, Map<String, Object> tree, MeshReader mesh) {
    var spec = mesh.read(path, tree, RouteSpec.class).orElse(null);
    if (spec == null) {
      return Optional.empty();
    }
    var problem = problem(spec, tree);
    problem.ifPresent(it -> mesh.omit(path, it));
    return problem.isPresent()
        ? Optional.empty()
        : spec.rule()
            .map(rule -> new ServedRoute(path, name, spec.protocol(), rule, spec.priority()));
  }

  private static Optional<String> problem(RouteSpec spec, Map<String, Object> tree) {
    // Envoy refuses these in headers, and so in all that is compared with them or written to them.
    if (tree.toString().chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n')) {
      return Optional.of("its spec has a line break or a null character: remove it");
    }
    if (spec.tcpRoute() != null) {
      return Optional.of("gateways have no TCP listeners: its requests cannot come by one");
    }
    return spec.rule().flatMap(it -> Matches.problem(it.match()));
  }

  /** Whether a listener of the gateway takes its requests. */
  boolean isFor(Listener listener) {
    var port = rule.match().port();
    return protocol.equals(listener.portMapping().protocol())
        && (port == null || port.equals(listener.portMapping().port()));
  }

  boolean isGrpc() {
    return protocol.equals("grpc");
  }

  /** One of the routes that Envoy gets for it. */
  RankedRoute ranked(PathMatch match, Map<String, Object> tree) {
    return new RankedRoute(priority, match.text().length(), name, tree);
  }
}
