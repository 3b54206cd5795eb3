// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import dev.operators.appmesh.endpoint.protocol.ResourceName.Gateway;
import dev.operators.appmesh.endpoint.protocol.ResourceName.GatewayRoute;
import dev.operators.appmesh.endpoint.protocol.ResourceName.Mesh;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The account and region that the endpoint serves.
 *
 * @param region such as {@code us-west-2}
 * @param id 12 digits
 */
public record Account(String region, String id) {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:[a-z-]+:appmesh:(?<region>[^:/]*):(?<account>\\d{12})"
              + ":mesh/(?<mesh>[^/\\x00]+)(/virtualGateway/(?<gateway>[^/\\x00]+)"
              + "(/gatewayRoute/(?<route>[^/\\x00]+))?)?",
          Pattern.DOTALL);

  /** The ARN of a resource. */
  public String arn(ResourceName name) {
    return switch (name) {
      case Mesh mesh ->
          "arn:" + partition() + ":appmesh:" + region + ":" + id + ":mesh/" + mesh.own();
      case Gateway gateway -> arn(gateway.mesh()) + "/virtualGateway/" + gateway.own();
      case GatewayRoute route -> arn(route.gateway()) + "/gatewayRoute/" + route.own();
    };
  }

  /** The resource with this ARN; throws {@link ApiError} if it is not one of this account. */
  public ResourceName resource(String arn) {
    var parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw ApiError.badRequest("resourceArn is not the ARN of an App Mesh resource: " + arn);
    }
    if (!parts.group("account").equals(id)) {
      throw ApiError.forbidden("You don't have permissions to access " + arn + ".");
    }
    var name = name(parts);
    if (!arn(name).equals(arn)) {
      throw ApiError.notFound("Resource with ARN " + arn + " is not present.");
    }
    return name;
  }

  private static ResourceName name(Matcher parts) {
    var mesh = new Mesh(parts.group("mesh"));
    if (parts.group("gateway") == null) {
      return mesh;
    }
    var gateway = new Gateway(mesh, parts.group("gateway"));
    return parts.group("route") == null ? gateway : new GatewayRoute(gateway, parts.group("route"));
  }

  /** Rejects calls for a mesh of another account: no account shares meshes with this one. */
  public void checkOwner(Call call) {
    var owner = call.query().get("meshOwner");
    if (owner == null || owner.equals(id)) {
      return;
    }
    if (owner.length() != 12) {
      throw ApiError.badRequest("meshOwner must be an account id of 12 digits.");
    }
    throw ApiError.forbidden(
        "You don't have permissions to access meshes of account " + owner + ".");
  }

  /** The error for a resource that does not exist. */
  public ApiError notFound(ResourceName name) {
    return ApiError.notFound(
        switch (name) {
          case Mesh mesh -> "Mesh with name " + mesh.own() + " is not present for account " + id;
          case Gateway gateway ->
              "VirtualGateway with name %s is not present under mesh %s for account %s"
                  .formatted(gateway.own(), gateway.mesh().own(), id);
          case GatewayRoute route ->
              "GatewayRoute with name %s is not present under virtual gateway %s in mesh %s for account %s"
                  .formatted(route.own(), route.gateway().own(), route.gateway().mesh().own(), id);
        });
  }

  /** The error for a resource that already exists. */
  public ApiError exists(ResourceName name) {
    return ApiError.conflict(
        switch (name) {
          case Mesh mesh -> "Mesh with name " + mesh.own() + " already exists for account " + id;
          case Gateway gateway ->
              "VirtualGateway with name %s already exists under mesh %s for account %s"
                  .formatted(gateway.own(), gateway.mesh().own(), id);
          case GatewayRoute route ->
              "GatewayRoute with name %s already exists under virtual gateway %s in mesh %s for account %s"
                  .formatted(route.own(), route.gateway().own(), route.gateway().mesh().own(), id);
        });
  }

  /** The ARN of the user with the access key {@code id}. */
  public String user(String id) {
    return "arn:" + partition() + ":iam::" + this.id + ":user/" + id;
  }

  private String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
