// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import org.jspecify.annotations.Nullable;

/**
 * What identifies a virtual gateway in one account and region.
 *
 * @param meshName name of the mesh, 1 to 255 characters
 * @param meshOwner 12-digit account that owns a shared mesh; null is the caller's own account
 * @param name name of the virtual gateway (API member {@code virtualGatewayName}), 1 to 255
 *     characters
 */
public record GatewayKey(String meshName, @Nullable String meshOwner, String name) {

  @Override
  public String toString() {
    return "virtual gateway " + name + " in mesh " + meshName;
  }
}
