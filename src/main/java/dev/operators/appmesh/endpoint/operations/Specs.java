// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.shape.GatewayRouteShapes;
import dev.operators.appmesh.endpoint.shape.NodeShapes;
import dev.operators.appmesh.endpoint.shape.RouteShapes;
import dev.operators.appmesh.endpoint.shape.Shape;
import dev.operators.appmesh.endpoint.shape.ShapeCheck;
import dev.operators.appmesh.endpoint.shape.SpecShapes;
import dev.operators.appmesh.rules.RuleBook;
import java.util.List;
import java.util.Map;

/**
 * What the specs of the kinds must be.
 *
 * @param rules for the specs of virtual gateways
 */
record Specs(RuleBook rules) {

  /** The shape of the specs of a kind. */
  static Shape shape(ResourceKind kind) {
    return switch (kind) {
      case MESH -> SpecShapes.MESH_SPEC;
      case VIRTUAL_GATEWAY -> SpecShapes.GATEWAY_SPEC;
      case VIRTUAL_NODE -> NodeShapes.SPEC;
      case VIRTUAL_ROUTER -> RouteShapes.ROUTER_SPEC;
      case VIRTUAL_SERVICE -> RouteShapes.SERVICE_SPEC;
      case GATEWAY_ROUTE -> GatewayRouteShapes.SPEC;
      case ROUTE -> RouteShapes.SPEC;
    };
  }

  /**
   * The spec in {@code call} as it is stored, with the members that the service fills in; empty for
   * a mesh without one. Throws {@link ApiError} if it breaks a rule.
   */
  Map<String, Object> of(Call call, ResourceName name) {
    var members = call.members();
    var spec =
        name.kind() == ResourceKind.MESH
            ? members.structure("spec").map(JsonMembers::values).orElse(Map.of())
            : members.requiredStructure("spec").values();
    ShapeCheck.check(shape(name.kind()), "spec", spec);
    return switch (name.kind()) {
      case MESH, VIRTUAL_SERVICE -> spec;
      case VIRTUAL_GATEWAY -> GatewaySpecs.checked(rules, name, spec);
      case VIRTUAL_NODE -> {
        Listeners.check(spec);
        checkDiscovery(spec);
        yield Listeners.completed(spec);
      }
      case VIRTUAL_ROUTER -> {
        Listeners.check(spec);
        yield spec;
      }
      case GATEWAY_ROUTE, ROUTE -> {
        RouteRules.check(spec);
        yield spec;
      }
    };
  }

  /** App Mesh's model: VirtualNodeSpec, serviceDiscovery. */
  private static void checkDiscovery(Map<String, Object> node) {
    if (node.get("listeners") instanceof List<?> listeners
        && !listeners.isEmpty()
        && !node.containsKey("serviceDiscovery")) {
      throw ApiError.badRequest(
          "spec.serviceDiscovery is required for a virtual node with a listener.");
    }
  }
}
