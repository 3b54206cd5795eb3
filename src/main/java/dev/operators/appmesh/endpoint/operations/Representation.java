// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.protocol.ResourceName.Gateway;
import dev.operators.appmesh.endpoint.protocol.ResourceName.GatewayRoute;
import dev.operators.appmesh.endpoint.protocol.ResourceName.Mesh;
import dev.operators.appmesh.endpoint.shape.GatewayRouteShapes;
import dev.operators.appmesh.endpoint.shape.Shape;
import dev.operators.appmesh.endpoint.shape.SpecShapes;
import dev.operators.appmesh.endpoint.store.Resource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources as the API shows them. */
record Representation(Account account) {

  /** The API types MeshData, VirtualGatewayData and GatewayRouteData. */
  Map<String, @Nullable Object> data(Resource resource) {
    var data = names(resource.name());
    var metadata = metadata(resource);
    metadata.put("uid", resource.uid());
    data.put("metadata", metadata);
    data.put("spec", shape(resource.name()).withNulls(resource.spec()));
    data.put("status", Map.of("status", resource.status()));
    return data;
  }

  /** The API types MeshRef, VirtualGatewayRef and GatewayRouteRef. */
  Map<String, @Nullable Object> ref(Resource resource) {
    var ref = names(resource.name());
    ref.putAll(metadata(resource));
    return ref;
  }

  private static Map<String, @Nullable Object> names(ResourceName name) {
    var names = new LinkedHashMap<String, @Nullable Object>();
    switch (name) {
      case Mesh mesh -> names.put("meshName", mesh.own());
      case Gateway gateway -> {
        names.put("meshName", gateway.mesh().own());
        names.put("virtualGatewayName", gateway.own());
      }
      case GatewayRoute route -> {
        names.putAll(names(route.gateway()));
        names.put("gatewayRouteName", route.own());
      }
    }
    return names;
  }

  private Map<String, @Nullable Object> metadata(Resource resource) {
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("arn", account.arn(resource.name()));
    metadata.put("createdAt", seconds(resource.createdAt()));
    metadata.put("lastUpdatedAt", seconds(resource.lastUpdatedAt()));
    metadata.put("meshOwner", account.id());
    metadata.put("resourceOwner", account.id());
    metadata.put("version", resource.version());
    return metadata;
  }

  private static Shape shape(ResourceName name) {
    return switch (name) {
      case Mesh _ -> SpecShapes.MESH_SPEC;
      case Gateway _ -> SpecShapes.GATEWAY_SPEC;
      case GatewayRoute _ -> GatewayRouteShapes.SPEC;
    };
  }

  /** Epoch seconds with milliseconds as the fraction. */
  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }
}
