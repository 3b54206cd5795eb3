// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import static dev.operators.appmesh.endpoint.protocol.ResourceKind.MESH;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The account and region that the endpoint serves.
 *
 * @param region such as {@code us-west-2}
 * @param id 12 digits
 */
public record Account(String region, String id) {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:[a-z-]+:appmesh:(?<region>[^:/]*):(?<account>\\d{12}):" + pattern(MESH),
          Pattern.DOTALL);

  /** The end of the ARN of a resource of this kind or of one below it, with their names. */
  private static String pattern(ResourceKind kind) {
    return "%1$s/(?<%1$s>[^/\\x00]+)".formatted(kind.segment())
        + kind.children().stream()
            .map(child -> "/" + pattern(child))
            .collect(Collectors.joining("|", "(", ")?"));
  }

  /** The ARN of a resource. */
  public String arn(ResourceName name) {
    var parent = name.parent();
    return (parent == null
            ? "arn:" + partition() + ":appmesh:" + region + ":" + id + ":"
            : arn(parent) + "/")
        + name.kind().segment()
        + "/"
        + name.own();
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
    var name = ResourceName.mesh(parts.group(MESH.segment()));
    for (var kind : ResourceKind.values()) {
      if (kind != MESH && parts.group(kind.segment()) != null) {
        name = new ResourceName(kind, name, parts.group(kind.segment()));
      }
    }
    if (!arn(name).equals(arn)) {
      throw ApiError.notFound("Resource with ARN " + arn + " is not present.");
    }
    return name;
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
    return ApiError.notFound(named(name, "is not present"));
  }

  /** The error for a resource that already exists. */
  public ApiError exists(ResourceName name) {
    return ApiError.conflict(named(name, "already exists"));
  }

  private String named(ResourceName name, String state) {
    return "%s with name %s %s%s for account %s"
        .formatted(name.kind().apiName(), name.own(), state, parent(" under ", name), id);
  }

  /**
   * The error for the deletion of a resource that has children of the kind {@code children}. The
   * words are App Mesh's own, as users quote them, for a mesh and a virtual router.
   */
  public ApiError inUse(ResourceName name, ResourceKind children) {
    if (name.kind() == ResourceKind.VIRTUAL_ROUTER) {
      return ApiError.resourceInUse(
          "VirtualRouter you're trying to delete %s has active routes".formatted(name.own()));
    }
    return ApiError.resourceInUse(
        "%1$s %2$s%3$s for account %4$s has active %5$s, please delete %5$s before deleting the %1$s"
            .formatted(
                name.kind().apiName(), name.own(), parent(" in ", name), id, children.plural()));
  }

  private static String parent(String preposition, ResourceName name) {
    return name.parent() == null ? "" : preposition + name.parent().inWords();
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
