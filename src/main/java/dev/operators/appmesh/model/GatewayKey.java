// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.Optional;
import java.util.regex.Pattern;
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

  private static final Pattern ARN =
      Pattern.compile(".*:mesh/(?<mesh>[^/]+)/virtualGateway/(?<name>[^/]+)");

  /**
   * The gateway that an ARN names; empty if it is not the ARN of a virtual gateway.
   *
   * @param meshOwner as in the record: an ARN does not tell who the caller is
   */
  public static Optional<GatewayKey> ofArn(String arn, @Nullable String meshOwner) {
    var matcher = ARN.matcher(arn);
    return matcher.matches()
        ? Optional.of(new GatewayKey(matcher.group("mesh"), meshOwner, matcher.group("name")))
        : Optional.empty();
  }

  /** Whether mesh and gateway have the same names; who owns the mesh is not always known. */
  public boolean hasNamesOf(GatewayKey other) {
    return meshName.equals(other.meshName) && name.equals(other.name);
  }

  @Override
  public String toString() {
    return "virtual gateway " + name + " in mesh " + meshName;
  }
}
