// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.ListedGateway;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what App Mesh lists with what we last saw: one list a mesh, whatever the number of its
 * gateways (100 a page). It decides nothing: whoever it names deserves a look.
 */
final class Sweep {

  private record Mesh(String name, @Nullable String owner) {}

  private static final Logger log = LoggerFactory.getLogger(Sweep.class);

  private final MeshConnection connection;
  private final InstantSource clock;
  private final Set<Mesh> silent = new HashSet<>();

  /** Over what is reached by {@code connection}; for one thread. */
  Sweep(MeshConnection connection, InstantSource clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /**
   * Those whose gateways have changed or vanished. A mesh that cannot be listed names nobody, and
   * one that is gone all of its resources.
   */
  List<ListExpectation> suspects(List<ListExpectation> expectations) {
    var suspects = new ArrayList<ListExpectation>();
    var byMesh =
        expectations.stream()
            .collect(Collectors.groupingBy(it -> new Mesh(it.meshName(), it.meshOwner())));
    silent.retainAll(byMesh.keySet());
    byMesh.forEach(
        (mesh, expected) -> {
          var asked = clock.instant();
          list(mesh)
              .ifPresent(
                  listed ->
                      expected.stream()
                          .filter(it -> it.since().isBefore(asked))
                          .filter(it -> !it.gateway().equals(listed.get(it.gateway().arn())))
                          .forEach(suspects::add));
        });
    return suspects;
  }

  private Optional<Map<String, ListedGateway>> list(Mesh mesh) {
    var listed = new HashMap<String, ListedGateway>();
    try {
      connection
          .service(Priority.BACKGROUND)
          .list(mesh.name(), mesh.owner())
          .forEach(it -> listed.put(it.arn(), it));
    } catch (MeshFailure failure) {
      if (failure.kind() == FailureKind.NOT_FOUND) {
        return Optional.of(Map.of());
      }
      if (silent.add(mesh)) {
        log.warn(
            "mesh {} cannot be listed by {}, so drift in it goes unnoticed: {}",
            mesh.name(),
            connection.label(),
            failure.reason());
      }
      return Optional.empty();
    }
    if (silent.remove(mesh)) {
      log.info("mesh {} can be listed again by {}", mesh.name(), connection.label());
    }
    return Optional.of(listed);
  }
}
