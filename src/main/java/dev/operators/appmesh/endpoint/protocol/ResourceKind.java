// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import static java.util.stream.Collectors.toMap;

import dev.operators.appmesh.endpoint.settings.Quota;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of resources that the endpoint serves, each after the kind of its parents. */
public enum ResourceKind {
  MESH(null, "Mesh", "Meshes", Quota.MESHES_PER_ACCOUNT),
  VIRTUAL_GATEWAY(MESH, "VirtualGateway", "VirtualGateways", Quota.VIRTUAL_GATEWAYS_PER_MESH),
  VIRTUAL_NODE(MESH, "VirtualNode", "VirtualNodes", Quota.VIRTUAL_NODES_PER_MESH),
  VIRTUAL_ROUTER(MESH, "VirtualRouter", "VirtualRouters", Quota.VIRTUAL_ROUTERS_PER_MESH),
  VIRTUAL_SERVICE(MESH, "VirtualService", "VirtualServices", Quota.VIRTUAL_SERVICES_PER_MESH),
  GATEWAY_ROUTE(
      VIRTUAL_GATEWAY, "GatewayRoute", "GatewayRoutes", Quota.GATEWAY_ROUTES_PER_VIRTUAL_GATEWAY),
  ROUTE(VIRTUAL_ROUTER, "Route", "Routes", Quota.ROUTES_PER_VIRTUAL_ROUTER);

  private static final Map<String, ResourceKind> BY_API_NAME =
      Stream.of(values()).collect(toMap(ResourceKind::apiName, it -> it));

  private final @Nullable ResourceKind parent;
  private final String apiName;
  private final String plural;
  private final Quota quota;

  ResourceKind(@Nullable ResourceKind parent, String apiName, String plural, Quota quota) {
    this.parent = parent;
    this.apiName = apiName;
    this.plural = plural;
    this.quota = quota;
  }

  /** The kind with this {@link #apiName}; throws {@link IllegalArgumentException} for none. */
  public static ResourceKind of(String apiName) {
    var kind = BY_API_NAME.get(apiName);
    if (kind == null) {
      throw new IllegalArgumentException("no kind of resources: " + apiName);
    }
    return kind;
  }

  /** The kind of its parents; null for meshes, which belong to the account. */
  public @Nullable ResourceKind parent() {
    return parent;
  }

  /** The kinds whose parents are of this kind. */
  public List<ResourceKind> children() {
    return Stream.of(values()).filter(kind -> kind.parent == this).toList();
  }

  /** The name in the names of operations, such as {@code VirtualGateway}. */
  public String apiName() {
    return apiName;
  }

  /** The plural of {@link #apiName}. */
  public String plural() {
    return plural;
  }

  /** The quota for the number of such resources in one parent. */
  public Quota quota() {
    return quota;
  }

  /** The name in ARNs, such as {@code virtualGateway}. */
  public String segment() {
    return member(apiName);
  }

  /** The member with the name of a resource, such as {@code virtualGatewayName}. */
  public String nameMember() {
    return segment() + "Name";
  }

  /** The member with a list of resources, such as {@code virtualGateways}. */
  public String listMember() {
    return member(plural);
  }

  /** The name in a sentence, such as {@code virtual gateway}. */
  public String inWords() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The path of the list of such resources, with labels in braces. */
  String listPath() {
    return (parent == null ? "/v20190125" : parent.parentPath()) + "/" + listMember();
  }

  /** The path of a resource, with labels in braces. */
  String path() {
    return listPath() + "/{" + nameMember() + "}";
  }

  /** The path that those of children begin with: all but the mesh are in the singular there. */
  private String parentPath() {
    return parent == null
        ? path()
        : parent.parentPath() + "/" + segment() + "/{" + nameMember() + "}";
  }

  private static String member(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
