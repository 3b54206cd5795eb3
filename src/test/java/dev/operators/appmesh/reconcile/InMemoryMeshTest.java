// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.MeshServiceContract;

class InMemoryMeshTest implements MeshServiceContract {

  private final InMemoryMesh mesh = new InMemoryMesh();

  @Override
  public MeshService service() {
    return mesh;
  }
}
