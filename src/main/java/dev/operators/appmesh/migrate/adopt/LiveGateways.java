// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.adopt;

import dev.operators.appmesh.gateway.ManyReads;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedMesh;
import dev.operators.appmesh.model.ObservedGateway;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads gateways from App Mesh: one list per mesh (100 gateways per call), and for each gateway its
 * description and tags.
 */
public final class LiveGateways {

  private final MeshService service;
  private final Consumer<String> progress;

  /**
   * @param progress receives lines about the progress
   */
  public LiveGateways(MeshService service, Consumer<String> progress) {
    this.service = service;
    this.progress = progress;
  }

  /**
   * All gateways of the meshes, by name of mesh and gateway.
   *
   * @param names of the meshes; empty for all that the account can see
   * @throws dev.operators.appmesh.gateway.MeshFailure if anything cannot be read, since an
   *     incomplete result would look complete
   */
  List<FoundGateway> read(List<String> names) {
    var found = new ArrayList<FoundGateway>();
    for (var mesh : meshes(names)) {
      progress.accept("listing the virtual gateways of mesh " + mesh.name());
      var gateways =
          service.list(mesh.name(), mesh.owner()).stream()
              .map(it -> it.arn().substring(it.arn().lastIndexOf('/') + 1))
              .sorted()
              .map(name -> new GatewayKey(mesh.name(), mesh.owner(), name))
              .toList();
      new ManyReads(progress)
          .of(gateways, this::describe)
          .forEach(gateway -> gateway.ifPresent(found::add));
    }
    return found;
  }

  private record Mesh(String name, @Nullable String owner) {}

  private List<Mesh> meshes(List<String> names) {
    if (!names.isEmpty()) {
      return names.stream().distinct().sorted().map(name -> new Mesh(name, null)).toList();
    }
    progress.accept("listing the meshes");
    return service.meshes().stream()
        .sorted(Comparator.comparing(ListedMesh::name).thenComparing(ListedMesh::owner))
        .map(mesh -> new Mesh(mesh.name(), mesh.owner()))
        .toList();
  }

  /** Empty if it has been deleted in the meantime. */
  private Optional<FoundGateway> describe(GatewayKey key) {
    return service
        .describe(key)
        .map(
            gateway ->
                new FoundGateway(
                    null,
                    key.meshName(),
                    sharedBy(gateway),
                    key.name(),
                    gateway.spec().members(),
                    service.tags(gateway.arn())));
  }

  /** The owner of the mesh, if it is not the gateway's own account. */
  private static @Nullable String sharedBy(ObservedGateway gateway) {
    return gateway.meshOwner().equals(gateway.resourceOwner()) ? null : gateway.meshOwner();
  }
}
