// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import org.jspecify.annotations.Nullable;

/** Which resource of the account: names are unique among the children of one parent. */
public sealed interface ResourceName {

  /** What the resource is part of; null for a mesh. */
  @Nullable ResourceName parent();

  /** The resource's own name, 1 to 255 characters, without slashes. */
  String own();

  /** The names from the mesh down to this resource, with slashes between; empty for null. */
  static String path(@Nullable ResourceName name) {
    if (name == null) {
      return "";
    }
    return name.parent() == null ? name.own() : path(name.parent()) + "/" + name.own();
  }

  /** The resource {@code own} in {@code parent}; null is the account. */
  static ResourceName in(@Nullable ResourceName parent, String own) {
    return switch (parent) {
      case null -> new Mesh(own);
      case Mesh mesh -> new Gateway(mesh, own);
      case Gateway gateway -> new GatewayRoute(gateway, own);
      case GatewayRoute _ -> throw new IllegalArgumentException("A route has no parts: " + own);
    };
  }

  /** The resource with this path, null for an empty one. */
  static @Nullable ResourceName at(String path) {
    if (path.isEmpty()) {
      return null;
    }
    var slash = path.lastIndexOf('/');
    return in(at(path.substring(0, Math.max(slash, 0))), path.substring(slash + 1));
  }

  record Mesh(String own) implements ResourceName {
    @Override
    public @Nullable ResourceName parent() {
      return null;
    }
  }

  record Gateway(Mesh mesh, String own) implements ResourceName {
    @Override
    public ResourceName parent() {
      return mesh;
    }
  }

  record GatewayRoute(Gateway gateway, String own) implements ResourceName {
    @Override
    public ResourceName parent() {
      return gateway;
    }
  }
}
