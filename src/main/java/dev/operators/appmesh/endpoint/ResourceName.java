// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import org.jspecify.annotations.Nullable;

/** Which resource of the account: names are unique among the children of one parent. */
sealed interface ResourceName {

  /** What the resource is part of; null for a mesh. */
  @Nullable ResourceName parent();

  /** The resource's own name, 1 to 255 characters. */
  String own();

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
