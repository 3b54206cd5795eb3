// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import org.jspecify.annotations.Nullable;

/** The full name of a resource: its own name is unique among the children of its parent. */
public sealed interface ResourceName {

  /** The parent; null for a mesh. */
  @Nullable ResourceName parent();

  /** The resource's own name, 1 to 255 characters, without slashes. */
  String own();

  /** The names from the mesh down to the resource, separated by slashes; empty for null. */
  static String path(@Nullable ResourceName name) {
    if (name == null) {
      return "";
    }
    return name.parent() == null ? name.own() : path(name.parent()) + "/" + name.own();
  }

  /** The child {@code own} of {@code parent}, or the mesh {@code own} if that is null. */
  static ResourceName in(@Nullable ResourceName parent, String own) {
    return switch (parent) {
      case null -> new Mesh(own);
      case Mesh mesh -> new Gateway(mesh, own);
      case Gateway gateway -> new GatewayRoute(gateway, own);
      case GatewayRoute _ ->
          throw new IllegalArgumentException("A gateway route has no children: " + own);
    };
  }

  /** The resource with this {@link #path}; null for an empty one. */
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
