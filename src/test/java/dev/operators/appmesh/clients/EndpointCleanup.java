// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes everything at an endpoint; not more than a page of each.
 *
 * @param api of the endpoint
 */
record EndpointCleanup(HttpApi api) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> IDENTITY =
      Stream.of(ResourceKind.values()).map(ResourceKind::nameMember).toList();

  /** Nothing in a mesh is needed by what comes after it. */
  private static final List<ResourceKind> IN_A_MESH =
      List.of(
          ResourceKind.VIRTUAL_GATEWAY,
          ResourceKind.VIRTUAL_SERVICE,
          ResourceKind.VIRTUAL_ROUTER,
          ResourceKind.VIRTUAL_NODE);

  /** Deletes it from the routes up. */
  void run() {
    delete(ResourceKind.MESH, JSON.createObjectNode());
  }

  private void delete(ResourceKind kind, JsonNode parent) {
    for (var resource : answer("List" + kind.plural(), parent).get(kind.listMember())) {
      var children = kind == ResourceKind.MESH ? IN_A_MESH : kind.children();
      children.forEach(child -> delete(child, resource));
      answer("Delete" + kind.apiName(), resource);
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
