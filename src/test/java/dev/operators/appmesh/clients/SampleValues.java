// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.operators.appmesh.clients.ServiceModel.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Valid values for the types of the API's model.
 *
 * @param model whose types they are
 * @param members values of members of requests, by their names
 */
record SampleValues(ServiceModel model, Map<String, String> members) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String ARN = "arn:aws:acm:us-west-2:123456789012:certificate/";

  /** Members whose bounds are not in the model, or whose values only the endpoint can give. */
  private static final Set<String> FREE = Set.of("clientToken", "nextToken", "resourceArn");

  private static final List<String> KINDS =
      List.of("grpcRoute", "http2Route", "httpRoute", "tcpRoute");

  /** Whether the model says nothing of the values of the member {@code name}. */
  boolean isFree(String name) {
    return FREE.contains(name);
  }

  /** The structure with its required members; a union with its first. */
  ObjectNode smallest(Shape structure) {
    var object = NODES.objectNode();
    model
        .members(structure)
        .forEach(
            (name, member) -> {
              var first = structure.isUnion() && object.isEmpty();
              if (first || structure.required().contains(name)) {
                object.set(name, of(name, member, 0));
              }
            });
    return object;
  }

  /** A value for the member {@code name} of a structure; another for each {@code number}. */
  JsonNode of(String name, Shape shape, int number) {
    if (members.containsKey(name)) {
      return new TextNode(members.get(name));
    }
    if (name.equals("end")) {
      // of a range, whose start is the smallest number
      return NODES.numberNode(2 + number);
    }
    return switch (shape.type()) {
      case "structure" -> smallest(shape);
      case "list" -> list(shape, Math.max(1, shape.json().path("min").asInt(0)));
      case "string" -> string(shape, number);
      case "integer", "long" -> NODES.numberNode(shape.json().path("min").asLong(1) + number);
      case "boolean" -> NODES.booleanNode(true);
      default -> throw new IllegalStateException("no value for " + shape.type());
    };
  }

  /** A list of so many elements, no two of them the same. */
  ArrayNode list(Shape list, int size) {
    var array = NODES.arrayNode();
    var element = model.element(list);
    for (int i = 0; i < size; i++) {
      var value = of("", element, i);
      if (value instanceof ObjectNode object && element.required().contains("key")) {
        object.put("key", "key-" + i);
      }
      array.add(value);
    }
    return array;
  }

  /** A text of so many characters; the account's id where it has as many. */
  TextNode text(Shape shape, int length) {
    var account = members.getOrDefault("meshOwner", "");
    return new TextNode(
        shape.name().equals("AccountId") && account.length() == length
            ? account
            : "x".repeat(length));
  }

  private static JsonNode string(Shape shape, int number) {
    if (shape.json().has("enum")) {
      return shape.json().get("enum").get(0);
    }
    return new TextNode(shape.name().equals("Arn") ? ARN + number : "text-" + number);
  }

  /**
   * A request in which members agree as App Mesh wants it and its model does not say: health checks
   * by HTTP have a path, they probe the listener's port, and a connection pool, like a health check
   * by gRPC, is of the listener's protocol; a route is of a kind, has events to retry, and a method
   * only with its service; a node with listeners can be found.
   */
  JsonNode inAgreement(JsonNode request) {
    if (request.get("spec") instanceof ObjectNode spec) {
      agree(request, spec);
    }
    for (var listener : request.at("/spec/listeners")) {
      if (listener.get("portMapping") instanceof ObjectNode mapping) {
        agree(mapping, listener.path("healthCheck"), listener.path("connectionPool"));
      }
    }
    return request;
  }

  private void agree(JsonNode request, ObjectNode spec) {
    var isRoute = request.has("routeName") || request.has("gatewayRouteName");
    if (isRoute && KINDS.stream().noneMatch(spec::has)) {
      var kind = request.has("routeName") ? "HttpRoute" : "HttpGatewayRoute";
      spec.set("httpRoute", smallest(model.shape(kind)));
    }
    for (var kind : KINDS) {
      if (spec.at("/" + kind + "/retryPolicy") instanceof ObjectNode policy
          && List.of("grpcRetryEvents", "httpRetryEvents", "tcpRetryEvents").stream()
              .noneMatch(policy::has)) {
        policy.putArray("httpRetryEvents").add("server-error");
      }
      if (spec.at("/" + kind + "/match") instanceof ObjectNode match
          && match.has("methodName")
          && !match.has("serviceName")) {
        match.put("serviceName", "s");
      }
    }
    if (request.has("virtualNodeName")
        && !spec.path("listeners").isEmpty()
        && !spec.has("serviceDiscovery")) {
      spec.putObject("serviceDiscovery").putObject("dns").put("hostname", "h");
    }
  }

  private static void agree(ObjectNode mapping, JsonNode check, JsonNode pool) {
    if (check instanceof ObjectNode healthCheck) {
      if (!healthCheck.has("path")) {
        healthCheck.put("path", "/");
      }
      if (healthCheck.path("port").asInt() > 0 && healthCheck.path("port").asInt() < 65536) {
        mapping.set("port", healthCheck.get("port"));
      }
      if (healthCheck.path("protocol").asText().equals("grpc")) {
        mapping.put("protocol", "grpc");
      }
    }
    if (pool.size() == 1) {
      mapping.put("protocol", pool.fieldNames().next());
    }
  }
}
