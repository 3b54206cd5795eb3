// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.adopt;

import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that exists, or that is described in a file.
 *
 * @param file the file that describes it; null if it was read from App Mesh
 * @param meshName name of its mesh
 * @param meshOwner account that owns the mesh; null if it is the gateway's own account
 * @param name its name
 * @param spec its spec in the form of the API
 * @param tags its tags
 */
record FoundGateway(
    @Nullable CliFile file,
    String meshName,
    @Nullable String meshOwner,
    String name,
    Map<String, Object> spec,
    Tags tags) {

  /** The file and line of a field of its resource, and a colon; empty without a file. */
  String place(String path) {
    return file == null ? "" : file.place(path);
  }

  /** The key of the gateway. */
  GatewayKey key() {
    return new GatewayKey(meshName, meshOwner, name);
  }

  @Override
  public String toString() {
    return key().toString();
  }
}
