// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.adopt;

import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that exists, or is about to.
 *
 * @param origin where it was found
 * @param meshName name of its mesh
 * @param meshOwner account that owns the mesh; null where that is the gateway's own
 * @param name its name
 * @param spec its spec as the API has it
 * @param tags its tags
 */
record FoundGateway(
    Origin origin,
    String meshName,
    @Nullable String meshOwner,
    String name,
    Map<String, Object> spec,
    Tags tags) {

  /** What identifies it. */
  GatewayKey key() {
    return new GatewayKey(meshName, meshOwner, name);
  }

  @Override
  public String toString() {
    return key().toString();
  }
}
