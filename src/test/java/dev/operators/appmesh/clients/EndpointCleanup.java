// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * Deletes everything at an endpoint; not more than a page of each.
 *
 * @param api of the endpoint
 */
record EndpointCleanup(HttpApi api) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> IDENTITY =
      List.of("meshName", "virtualGatewayName", "gatewayRouteName");

  /** Deletes it from the routes up. */
  void run() {
    for (var mesh : answer("ListMeshes", JSON.createObjectNode()).get("meshes")) {
      for (var gateway : answer("ListVirtualGateways", mesh).get("virtualGateways")) {
        answer("ListGatewayRoutes", gateway)
            .get("gatewayRoutes")
            .forEach(route -> answer("DeleteGatewayRoute", route));
        answer("DeleteVirtualGateway", gateway);
      }
      answer("DeleteMesh", mesh);
    }
  }

  private JsonNode answer(String operation, JsonNode reference) {
    var input = JSON.createObjectNode();
    IDENTITY.stream().filter(reference::has).forEach(name -> input.set(name, reference.get(name)));
    return switch (api.call(operation, input)) {
      case ApiAnswer.Output(var members) -> members;
      case ApiAnswer.Refusal refusal -> throw new IllegalStateException(operation + ": " + refusal);
      case ApiAnswer.Unsent unsent -> throw new IllegalStateException(operation + ": " + unsent);
    };
  }
}
