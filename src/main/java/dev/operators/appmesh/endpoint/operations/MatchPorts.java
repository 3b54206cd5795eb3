// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store.View;
import java.util.List;
import java.util.Map;

/**
 * If a virtual gateway has several listeners, each of its gateway routes must define a match port.
 * The message for a route is App Mesh's own, as users quote it; the message for a gateway is
 * modelled on the one for a virtual router.
 */
final class MatchPorts {
  private static final int SHOWN = 5;
  private static final List<String> KINDS = List.of("grpcRoute", "http2Route", "httpRoute");

  private MatchPorts() {}

  /** Throws {@link ApiError} if a route of {@code gateway} cannot have {@code routeSpec}. */
  static void check(Resource gateway, Map<String, Object> routeSpec) {
    if (hasSeveralListeners(gateway.spec()) && !hasMatchPort(routeSpec)) {
      throw ApiError.badRequest(
          "Gateway route must define a match port if the parent Virtual Gateway has multiple"
              + " listeners.");
    }
  }

  /** Throws {@link ApiError} if the routes of {@code gateway} do not allow {@code gatewaySpec}. */
  static void check(View view, ResourceName gateway, Map<String, Object> gatewaySpec) {
    if (!hasSeveralListeners(gatewaySpec)) {
      return;
    }
    var missing =
        view.children(gateway, "", Integer.MAX_VALUE).stream()
            .filter(route -> !hasMatchPort(route.spec()))
            .map(route -> route.name().own())
            .toList();
    if (!missing.isEmpty()) {
      throw ApiError.badRequest(
          "All Gateway Routes for this Virtual Gateway must define a port match before adding"
              + " multiple listeners to this Virtual Gateway. %d Gateway Route(s) are missing port."
                  .formatted(missing.size())
              + " Listing up to 5 route names: "
              + missing.stream().limit(SHOWN).toList());
    }
  }

  private static boolean hasSeveralListeners(Map<String, Object> gatewaySpec) {
    return gatewaySpec.get("listeners") instanceof List<?> listeners && listeners.size() > 1;
  }

  private static boolean hasMatchPort(Map<String, Object> routeSpec) {
    return KINDS.stream()
        .map(routeSpec::get)
        .anyMatch(
            kind ->
                kind instanceof Map<?, ?> route
                    && route.get("match") instanceof Map<?, ?> match
                    && match.get("port") != null);
  }
}
