// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Objects that were stored under other rules, by an older or a damaged definition. The API server
 * hands them out for ever, so they must stop neither the process nor the other resources.
 */
class StoredObjectIT {

  private static final String DEFINITION = "virtualgateways.appmesh.operators.dev";

  @Test
  void saysWhatIsWrongWithAResourceThatBreaksTodaysRules() {
    try (var bench = new Bench("stored", "apps")) {
      withoutRules(bench, () -> bench.create(Manifest.of(bench.namespace, "port", "apps", 99_999)));
      try (var _ = bench.operator()) {
        var stalled = bench.awaitReason("port", "InvalidSpec");

        assertThat(Bench.synced(stalled).orElseThrow().message())
            .contains("listeners[0].portMapping.port");
        bench.delete("port");
        bench.awaitGone("port");
      }
    }
  }

  /**
   * The API server takes no write to an object of the wrong types, so nothing can be said there.
   */
  @Test
  void livesWithResourcesOfTheWrongTypes() {
    try (var bench = new Bench("stored", "apps")) {
      withoutRules(
          bench,
          () -> {
            var text = Map.<String, Object>of("listeners", "none");
            bench.create(Manifest.of(bench.namespace, "shape", "apps", text));
            bench.create(
                Manifest.with(
                    Manifest.of(bench.namespace, "mesh", "apps", 80), "meshName", List.of(1)));
            bench.create(
                Manifest.with(Manifest.of(bench.namespace, "tags", "apps", 80), "tags", 7));
          });
      try (var _ = bench.operator()) {
        bench.create(Manifest.of(bench.namespace, "good", "apps", 80));
        bench.awaitReady("good");
        bench.edit("good", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));
        bench.awaitReady("good");
      }
    }
  }

  private static void withoutRules(Bench bench, Runnable action) {
    var definitions = bench.client().apiextensions().v1().customResourceDefinitions();
    var shipped = definitions.withName(DEFINITION).get();
    try {
      definitions.withName(DEFINITION).edit(StoredObjectIT::withoutRules);
      awaitProbe(bench, "the API server takes anything", 0);
      action.run();
    } finally {
      definitions
          .withName(DEFINITION)
          .edit(
              current -> {
                current.setSpec(shipped.getSpec());
                return current;
              });
      awaitProbe(bench, "the API server knows the rules again", 1);
    }
  }

  private static void awaitProbe(Bench bench, String what, int exitCode) {
    var probe =
        """
        {"apiVersion": "appmesh.operators.dev/v1beta1", "kind": "VirtualGateway",
         "metadata": {"name": "probe"}, "spec": {"listeners": 0}}\
        """;
    Awaitility.await(what)
        .until(
            () ->
                bench
                    .cluster
                    .kubectl()
                    .runWithInput(probe, "create", "--dry-run=server", "-f", "-")
                    .exitCode(),
            found -> found == exitCode);
  }

  private static CustomResourceDefinition withoutRules(CustomResourceDefinition definition) {
    for (var version : definition.getSpec().getVersions()) {
      var schema = version.getSchema().getOpenAPIV3Schema();
      schema.setXKubernetesValidations(List.of());
      schema.setRequired(List.of());
      var spec = requireNonNull(schema.getProperties().get("spec"));
      spec.setXKubernetesValidations(List.of());
      spec.setRequired(List.of());
      spec.setProperties(Map.of());
      spec.setXKubernetesPreserveUnknownFields(true);
    }
    return definition;
  }
}
