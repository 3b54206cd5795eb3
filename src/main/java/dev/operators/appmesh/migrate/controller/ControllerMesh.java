// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.migrate.Verdict;
import dev.operators.appmesh.model.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Mesh of AWS's controller.
 *
 * @param name of the resource
 * @param meshName in App Mesh
 * @param meshOwner account of which it is, where that is another one
 * @param namespaces whose namespaces' gateways belong to it; null: of none
 */
record ControllerMesh(
    String name, String meshName, @Nullable String meshOwner, @Nullable LabelSelector namespaces) {

  /**
   * Reads a manifest of kind Mesh.
   *
   * @throws IllegalArgumentException if its selector is none; the message says why
   */
  static ControllerMesh of(ControllerObject mesh) {
    var awsName = mesh.text("spec", "awsName");
    var owner = mesh.text("spec", "meshOwner");
    var selector = mesh.member("spec", "namespaceSelector");
    return new ControllerMesh(
        mesh.name(),
        awsName.isEmpty() ? mesh.name() : awsName,
        owner.isEmpty() ? null : owner,
        selector == null ? null : LabelSelector.of(selector));
  }

  /** Whether it selects every namespace, whatever its labels are. */
  boolean selectsAll() {
    return namespaces != null && namespaces.matchesEverything();
  }

  boolean selects(Map<String, String> labels) {
    return namespaces != null && namespaces.matches(labels);
  }

  /** What the Mesh says of the mesh itself, which no resource of ours carries. */
  List<Finding> findings(ControllerObject mesh) {
    return Stream.of("egressFilter", "meshServiceDiscovery")
        .filter(member -> mesh.member("spec", member) != null)
        .map(
            member ->
                new Finding(
                    "Mesh " + name,
                    "spec." + member,
                    Verdict.LOST,
                    "it is about the mesh "
                        + meshName
                        + ", which stays as it is in App Mesh; this operator keeps no meshes"))
        .toList();
  }
}
