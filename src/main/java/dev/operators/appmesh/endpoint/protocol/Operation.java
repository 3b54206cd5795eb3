// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

/** The operations of the App Mesh API that the endpoint implements, with their HTTP bindings. */
public enum Operation {
  CREATE_MESH("CreateMesh", "PUT", "/v20190125/meshes"),
  LIST_MESHES("ListMeshes", "GET", "/v20190125/meshes"),
  DESCRIBE_MESH("DescribeMesh", "GET", "/v20190125/meshes/{meshName}"),
  UPDATE_MESH("UpdateMesh", "PUT", "/v20190125/meshes/{meshName}"),
  DELETE_MESH("DeleteMesh", "DELETE", "/v20190125/meshes/{meshName}"),
  CREATE_VIRTUAL_GATEWAY(
      "CreateVirtualGateway", "PUT", "/v20190125/meshes/{meshName}/virtualGateways"),
  LIST_VIRTUAL_GATEWAYS(
      "ListVirtualGateways", "GET", "/v20190125/meshes/{meshName}/virtualGateways"),
  DESCRIBE_VIRTUAL_GATEWAY(
      "DescribeVirtualGateway",
      "GET",
      "/v20190125/meshes/{meshName}/virtualGateways/{virtualGatewayName}"),
  UPDATE_VIRTUAL_GATEWAY(
      "UpdateVirtualGateway",
      "PUT",
      "/v20190125/meshes/{meshName}/virtualGateways/{virtualGatewayName}"),
  DELETE_VIRTUAL_GATEWAY(
      "DeleteVirtualGateway",
      "DELETE",
      "/v20190125/meshes/{meshName}/virtualGateways/{virtualGatewayName}"),
  CREATE_GATEWAY_ROUTE(
      "CreateGatewayRoute",
      "PUT",
      "/v20190125/meshes/{meshName}/virtualGateway/{virtualGatewayName}/gatewayRoutes"),
  LIST_GATEWAY_ROUTES(
      "ListGatewayRoutes",
      "GET",
      "/v20190125/meshes/{meshName}/virtualGateway/{virtualGatewayName}/gatewayRoutes"),
  DESCRIBE_GATEWAY_ROUTE(
      "DescribeGatewayRoute",
      "GET",
      "/v20190125/meshes/{meshName}/virtualGateway/{virtualGatewayName}/gatewayRoutes"
          + "/{gatewayRouteName}"),
  UPDATE_GATEWAY_ROUTE(
      "UpdateGatewayRoute",
      "PUT",
      "/v20190125/meshes/{meshName}/virtualGateway/{virtualGatewayName}/gatewayRoutes"
          + "/{gatewayRouteName}"),
  DELETE_GATEWAY_ROUTE(
      "DeleteGatewayRoute",
      "DELETE",
      "/v20190125/meshes/{meshName}/virtualGateway/{virtualGatewayName}/gatewayRoutes"
          + "/{gatewayRouteName}"),
  TAG_RESOURCE("TagResource", "PUT", "/v20190125/tag"),
  UNTAG_RESOURCE("UntagResource", "PUT", "/v20190125/untag"),
  LIST_TAGS_FOR_RESOURCE("ListTagsForResource", "GET", "/v20190125/tags");

  private final String apiName;
  private final String method;
  private final String path;

  Operation(String apiName, String method, String path) {
    this.apiName = apiName;
    this.method = method;
    this.path = path;
  }

  /** The name in the API, such as {@code CreateVirtualGateway}. */
  public String apiName() {
    return apiName;
  }

  /** The method of its HTTP binding. */
  public String method() {
    return method;
  }

  /** The path of its HTTP binding, with labels in braces. */
  public String path() {
    return path;
  }

  /** Whether it only reads. */
  public boolean isRead() {
    return method.equals("GET");
  }

  /** Whether its requests have a body. */
  public boolean hasBody() {
    return method.equals("PUT");
  }

  @Override
  public String toString() {
    return apiName;
  }
}
