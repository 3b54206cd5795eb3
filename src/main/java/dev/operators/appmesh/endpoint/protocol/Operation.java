// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import static dev.operators.appmesh.endpoint.protocol.ResourceKind.GATEWAY_ROUTE;
import static dev.operators.appmesh.endpoint.protocol.ResourceKind.MESH;
import static dev.operators.appmesh.endpoint.protocol.ResourceKind.ROUTE;
import static dev.operators.appmesh.endpoint.protocol.ResourceKind.VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.ResourceKind.VIRTUAL_NODE;
import static dev.operators.appmesh.endpoint.protocol.ResourceKind.VIRTUAL_ROUTER;
import static dev.operators.appmesh.endpoint.protocol.ResourceKind.VIRTUAL_SERVICE;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations of the App Mesh API that the endpoint implements, with their HTTP bindings. */
public enum Operation {
  CREATE_MESH(Action.CREATE, MESH),
  LIST_MESHES(Action.LIST, MESH),
  DESCRIBE_MESH(Action.DESCRIBE, MESH),
  UPDATE_MESH(Action.UPDATE, MESH),
  DELETE_MESH(Action.DELETE, MESH),
  CREATE_VIRTUAL_GATEWAY(Action.CREATE, VIRTUAL_GATEWAY),
  LIST_VIRTUAL_GATEWAYS(Action.LIST, VIRTUAL_GATEWAY),
  DESCRIBE_VIRTUAL_GATEWAY(Action.DESCRIBE, VIRTUAL_GATEWAY),
  UPDATE_VIRTUAL_GATEWAY(Action.UPDATE, VIRTUAL_GATEWAY),
  DELETE_VIRTUAL_GATEWAY(Action.DELETE, VIRTUAL_GATEWAY),
  CREATE_GATEWAY_ROUTE(Action.CREATE, GATEWAY_ROUTE),
  LIST_GATEWAY_ROUTES(Action.LIST, GATEWAY_ROUTE),
  DESCRIBE_GATEWAY_ROUTE(Action.DESCRIBE, GATEWAY_ROUTE),
  UPDATE_GATEWAY_ROUTE(Action.UPDATE, GATEWAY_ROUTE),
  DELETE_GATEWAY_ROUTE(Action.DELETE, GATEWAY_ROUTE),
  CREATE_VIRTUAL_NODE(Action.CREATE, VIRTUAL_NODE),
  LIST_VIRTUAL_NODES(Action.LIST, VIRTUAL_NODE),
  DESCRIBE_VIRTUAL_NODE(Action.DESCRIBE, VIRTUAL_NODE),
  UPDATE_VIRTUAL_NODE(Action.UPDATE, VIRTUAL_NODE),
  DELETE_VIRTUAL_NODE(Action.DELETE, VIRTUAL_NODE),
  CREATE_VIRTUAL_ROUTER(Action.CREATE, VIRTUAL_ROUTER),
  LIST_VIRTUAL_ROUTERS(Action.LIST, VIRTUAL_ROUTER),
  DESCRIBE_VIRTUAL_ROUTER(Action.DESCRIBE, VIRTUAL_ROUTER),
  UPDATE_VIRTUAL_ROUTER(Action.UPDATE, VIRTUAL_ROUTER),
  DELETE_VIRTUAL_ROUTER(Action.DELETE, VIRTUAL_ROUTER),
  CREATE_VIRTUAL_SERVICE(Action.CREATE, VIRTUAL_SERVICE),
  LIST_VIRTUAL_SERVICES(Action.LIST, VIRTUAL_SERVICE),
  DESCRIBE_VIRTUAL_SERVICE(Action.DESCRIBE, VIRTUAL_SERVICE),
  UPDATE_VIRTUAL_SERVICE(Action.UPDATE, VIRTUAL_SERVICE),
  DELETE_VIRTUAL_SERVICE(Action.DELETE, VIRTUAL_SERVICE),
  CREATE_ROUTE(Action.CREATE, ROUTE),
  LIST_ROUTES(Action.LIST, ROUTE),
  DESCRIBE_ROUTE(Action.DESCRIBE, ROUTE),
  UPDATE_ROUTE(Action.UPDATE, ROUTE),
  DELETE_ROUTE(Action.DELETE, ROUTE),
  TAG_RESOURCE(Action.TAG, "TagResource", "/v20190125/tag"),
  UNTAG_RESOURCE(Action.UNTAG, "UntagResource", "/v20190125/untag"),
  LIST_TAGS_FOR_RESOURCE(Action.LIST_TAGS, "ListTagsForResource", "/v20190125/tags");

  /** What an operation does: the first five to resources of one kind, the others to tags. */
  public enum Action {
    CREATE("PUT"),
    LIST("GET"),
    DESCRIBE("GET"),
    UPDATE("PUT"),
    DELETE("DELETE"),
    TAG("PUT"),
    UNTAG("PUT"),
    LIST_TAGS("GET");

    private final String method;

    Action(String method) {
      this.method = method;
    }
  }

  private final Action action;
  private final @Nullable ResourceKind kind;
  private final String apiName;
  private final String path;

  Operation(Action action, ResourceKind kind) {
    this.action = action;
    this.kind = kind;
    var verb = action.name().charAt(0) + action.name().substring(1).toLowerCase(Locale.ROOT);
    apiName = verb + (action == Action.LIST ? kind.plural() : kind.apiName());
    path =
        switch (action) {
          case CREATE, LIST -> kind.listPath();
          default -> kind.path();
        };
  }

  Operation(Action action, String apiName, String path) {
    this.action = action;
    this.kind = null;
    this.apiName = apiName;
    this.path = path;
  }

  /** What it does. */
  public Action action() {
    return action;
  }

  /** The kind of its resources. Throws {@link NullPointerException} for an operation on tags. */
  public ResourceKind kind() {
    return Objects.requireNonNull(kind, apiName);
  }

  /** The name in the API, such as {@code CreateVirtualGateway}. */
  public String apiName() {
    return apiName;
  }

  /** The method of its HTTP binding. */
  public String method() {
    return action.method;
  }

  /** The path of its HTTP binding, with labels in braces. */
  public String path() {
    return path;
  }

  /** Whether it only reads. */
  public boolean isRead() {
    return method().equals("GET");
  }

  /** Whether its requests have a body. */
  public boolean hasBody() {
    return method().equals("PUT");
  }

  @Override
  public String toString() {
    return apiName;
  }
}
