// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.model.DesiredGateway;

/**
 * A VirtualGateway that a manifest describes.
 *
 * @param document where it stands
 * @param resource the resource, its namespace filled in
 * @param desired what it asks for
 */
public record Candidate(Document document, VirtualGateway resource, DesiredGateway desired) {

  /** Namespace and name. */
  public String name() {
    return resource.getMetadata().getNamespace() + "/" + resource.getMetadata().getName();
  }

  /** The AppMeshConnection by which it reaches its gateway; {@link MeshConnection#OWN} for none. */
  public String connection() {
    return Connections.named(resource).orElse(MeshConnection.OWN);
  }
}
