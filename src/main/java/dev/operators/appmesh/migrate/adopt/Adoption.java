// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.adopt;

import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.rules.Fixes;
import dev.operators.appmesh.rules.RuleBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Resources for existing gateways.
 *
 * @param resources the resources, sorted by the names of mesh and gateway
 * @param problems what could not become a resource, and why
 * @param notes what to know before applying the resources
 */
public record Adoption(
    List<Map<String, Object>> resources, List<String> problems, List<String> notes) {

  private static final RuleBook RULES = RuleBook.shipped();
  private static final Fixes FIXES = new Fixes(RULES);

  private static final Comparator<FoundGateway> ORDER =
      Comparator.comparing(FoundGateway::meshName)
          .thenComparing(it -> Objects.requireNonNullElse(it.meshOwner(), ""))
          .thenComparing(FoundGateway::name);

  /**
   * Reads the gateways from App Mesh.
   *
   * @param meshes names of the meshes; empty for all that the account can see
   * @param namespace of the resources; null for none
   * @throws dev.operators.appmesh.gateway.MeshFailure if anything cannot be read
   */
  public static Adoption of(LiveGateways live, List<String> meshes, @Nullable String namespace) {
    return of(live.read(meshes), new ArrayList<>(), namespace);
  }

  /**
   * Reads the gateways from files of the AWS CLI.
   *
   * @param names for what a file does not name
   * @param namespace of the resources; null for none
   */
  public static Adoption of(List<Document> documents, FileNames names, @Nullable String namespace) {
    var gateways = new ArrayList<FoundGateway>();
    var problems = new ArrayList<String>();
    for (var document : documents) {
      try {
        gateways.add(CliFile.read(document, names));
      } catch (CliFile.Unusable e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return of(gateways, problems, namespace);
  }

  private static Adoption of(
      List<FoundGateway> found, List<String> problems, @Nullable String namespace) {
    var keys = new HashSet<GatewayKey>();
    var gateways = new ArrayList<FoundGateway>();
    for (var gateway : found) {
      if (keys.add(gateway.key())) {
        gateways.add(gateway);
      } else {
        problems.add(gateway.place("") + gateway + ": it appears twice");
      }
    }
    gateways.sort(ORDER);
    var resources = new ArrayList<Map<String, Object>>();
    var notes = new ArrayList<String>();
    var names = SafeNames.of(gateways);
    for (int i = 0; i < gateways.size(); i++) {
      var gateway = gateways.get(i);
      var resource = AdoptingResource.of(gateway, names.get(i), namespace);
      var violations = RULES.checkManifest(resource);
      for (var it : violations) {
        var fix = FIXES.of(it).map(words -> " (fix: " + words + ")").orElse("");
        problems.add(gateway.place(it.path()) + gateway + ": " + it + fix);
      }
      if (violations.isEmpty()) {
        resources.add(resource);
        note(gateway, names.get(i), notes);
      }
    }
    return new Adoption(List.copyOf(resources), List.copyOf(problems), List.copyOf(notes));
  }

  /** Whether no gateway was found. */
  public boolean isEmpty() {
    return resources.isEmpty() && problems.isEmpty();
  }

  private static void note(FoundGateway gateway, String name, List<String> notes) {
    if (Ownership.of(gateway.tags()) instanceof Ownership.Owned(var owner, var _)) {
      notes.add(
          ("%s belongs to %s (cluster/namespace/name). Resource %s adopts it only if it is that"
                  + " owner. Else it needs the annotation"
                  + " appmesh.operators.dev/allow-takeover-from: \"%s\" and the owner's consent.")
              .formatted(gateway, owner, name, owner));
    }
  }
}
