// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which mesh a gateway of AWS's controller belongs to: the one that {@code spec.meshRef} names,
 * which its webhook wrote, or else, as the webhook would, the only one whose namespaceSelector
 * matches the labels of the namespace.
 *
 * @param meshes all Meshes
 * @param namespaces labels by the name of the Namespace
 * @param fallback for gateways whose mesh that does not tell: the name of a Mesh, or of a mesh in
 *     App Mesh; null: there is none
 */
record ControllerMeshes(
    List<ControllerMesh> meshes,
    Map<String, Map<String, String>> namespaces,
    @Nullable String fallback) {

  /** The mesh of a gateway, or why it cannot be told. */
  sealed interface Choice {
    /** It is this one. */
    record Known(String meshName, @Nullable String meshOwner) implements Choice {}

    /** It cannot be told. */
    record Open(String problem) implements Choice {}
  }

  /**
   * @param meshRef name of the Mesh in {@code spec.meshRef}, or empty
   * @param namespace of the gateway, or empty
   */
  Choice of(String meshRef, String namespace) {
    var choice = meshRef.isEmpty() ? selected(namespace) : named(meshRef);
    if (choice instanceof Choice.Known || fallback == null) {
      return choice;
    }
    return meshes.stream()
        .filter(it -> it.name().equals(fallback))
        .findFirst()
        .or(() -> meshes.stream().filter(it -> it.meshName().equals(fallback)).findFirst())
        .map(ControllerMeshes::known)
        .orElseGet(() -> new Choice.Known(fallback, null));
  }

  private Choice named(String meshRef) {
    return meshes.stream()
        .filter(it -> it.name().equals(meshRef))
        .findFirst()
        .map(ControllerMeshes::known)
        .orElseGet(
            () -> new Choice.Open("spec.meshRef names Mesh " + meshRef + ", which is not here"));
  }

  private Choice selected(String namespace) {
    var selecting = meshes.stream().filter(it -> it.namespaces() != null).toList();
    if (selecting.isEmpty()) {
      return new Choice.Open("there is no Mesh here that selects namespaces");
    }
    if (namespace.isEmpty()) {
      return new Choice.Open("metadata.namespace is missing, by whose labels a mesh is chosen");
    }
    var labels = namespaces.get(namespace);
    if (labels == null && !selecting.stream().allMatch(ControllerMesh::selectsAll)) {
      return new Choice.Open(
          "the labels of Namespace " + namespace + " decide, and it is not here");
    }
    var matching =
        selecting.stream().filter(it -> it.selects(labels == null ? Map.of() : labels)).toList();
    return switch (matching.size()) {
      case 0 -> new Choice.Open("no Mesh selects namespace " + namespace);
      case 1 -> known(matching.getFirst());
      default ->
          new Choice.Open(
              "more than one Mesh selects namespace "
                  + namespace
                  + ": "
                  + matching.stream().map(ControllerMesh::name).collect(Collectors.joining(", ")));
    };
  }

  private static Choice known(ControllerMesh mesh) {
    return new Choice.Known(mesh.meshName(), mesh.meshOwner());
  }
}
