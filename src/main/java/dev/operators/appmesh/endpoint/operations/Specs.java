// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.shape.GatewayRouteShapes;
import dev.operators.appmesh.endpoint.shape.Shape;
import dev.operators.appmesh.endpoint.shape.ShapeCheck;
import dev.operators.appmesh.endpoint.shape.SpecShapes;
import dev.operators.appmesh.endpoint.store.Resource;
import dev.operators.appmesh.endpoint.store.Store.View;
import dev.operators.appmesh.rules.RuleBook;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
      case GATEWAY_ROUTE -> GatewayRouteShapes.SPEC;
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
    return name.kind() == ResourceKind.VIRTUAL_GATEWAY
        ? GatewaySpecs.checked(rules, name, spec)
        : spec;
  }

  /** Throws {@link ApiError} if a child of {@code parent} cannot have {@code spec}. */
  static void checkParent(@Nullable Resource parent, Map<String, Object> spec) {
    if (parent != null && parent.name().kind() == ResourceKind.VIRTUAL_GATEWAY) {
      MatchPorts.check(parent, spec);
    }
  }

  /** Throws {@link ApiError} if the children of the resource do not allow {@code spec}. */
  static void checkChildren(View view, ResourceName name, Map<String, Object> spec) {
    if (name.kind() == ResourceKind.VIRTUAL_GATEWAY) {
      MatchPorts.check(view, name, spec);
    }
  }
}
