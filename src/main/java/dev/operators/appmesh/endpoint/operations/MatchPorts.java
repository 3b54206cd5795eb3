// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store.View;
import java.util.List;
import java.util.Map;

/**
 * If a virtual gateway or a virtual router has several listeners, each of its routes must define a
 * match port. The messages are App Mesh's own, as users quote them; the one for a gateway is
 * modelled on the one for a router.
 */
final class MatchPorts {
  private static final int SHOWN = 5;

  private MatchPorts() {}

  /** Throws {@link ApiError} if a route of {@code parent} cannot have {@code routeSpec}. */
  static void check(Resource parent, Map<String, Object> routeSpec) {
    if (hasRoutes(parent.name().kind())
        && hasSeveralListeners(parent.spec())
        && !hasMatchPort(routeSpec)) {
      throw ApiError.badRequest(
          parent.name().kind() == ResourceKind.VIRTUAL_GATEWAY
              ? "Gateway route must define a match port if the parent Virtual Gateway has multiple"
                  + " listeners."
              : "Route must define a port match criteria if the Virtual Router has multiple"
                  + " listeners");
    }
  }

  /** Throws {@link ApiError} if the routes of {@code parent} do not allow its new {@code spec}. */
  static void checkChildren(View view, ResourceName parent, Map<String, Object> spec) {
    if (!hasRoutes(parent.kind()) || !hasSeveralListeners(spec)) {
      return;
    }
    var routes = parent.kind().children().getFirst();
    var missing =
        view.children(routes, parent, "", Integer.MAX_VALUE).stream()
            .filter(route -> !hasMatchPort(route.spec()))
            .map(route -> route.name().own())
            .toList();
    if (!missing.isEmpty()) {
      throw ApiError.badRequest(
          ("All %1$ss for this %2$s must define a port match before adding multiple listeners to"
                  + " this %2$s. %3$d %1$s(s) are missing port. Listing up to 5 route names: %4$s")
              .formatted(
                  inTitles(routes),
                  inTitles(parent.kind()),
                  missing.size(),
                  missing.stream().limit(SHOWN).toList()));
    }
  }

  private static boolean hasRoutes(ResourceKind kind) {
    return kind == ResourceKind.VIRTUAL_GATEWAY || kind == ResourceKind.VIRTUAL_ROUTER;
  }

  /** Such as {@code Virtual Gateway}. */
  private static String inTitles(ResourceKind kind) {
    return kind.apiName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
  }

  private static boolean hasSeveralListeners(Map<String, Object> spec) {
    return spec.get("listeners") instanceof List<?> listeners && listeners.size() > 1;
  }

  private static boolean hasMatchPort(Map<String, Object> routeSpec) {
    return routeSpec.values().stream()
        .anyMatch(
            it ->
                it instanceof Map<?, ?> route
                    && route.get("match") instanceof Map<?, ?> match
                    && match.get("port") != null);
  }
}
