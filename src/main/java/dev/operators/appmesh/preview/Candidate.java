// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.model.DesiredGateway;

/**
 * A VirtualGateway from a manifest.
 *
 * @param document the manifest
 * @param resource the resource, with a namespace
 * @param desired the gateway that it describes
 */
public record Candidate(Document document, VirtualGateway resource, DesiredGateway desired) {

  /** This candidate with no more of its manifest than file and line. */
  Candidate withoutContent() {
    return new Candidate(document.withoutContent(), resource, desired);
  }

  /** Namespace and name. */
  public String name() {
    return resource.getMetadata().getNamespace() + "/" + resource.getMetadata().getName();
  }

  /** The AppMeshConnection of the gateway; {@link MeshConnection#OWN} if there is none. */
  public String connection() {
    return Connections.named(resource).orElse(MeshConnection.OWN);
  }
}
