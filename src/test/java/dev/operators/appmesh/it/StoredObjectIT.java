// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
  void survivesWhatItCannotRead() {
    try (var bench = new Bench("stored", "apps")) {
      withoutRules(
          bench,
          () -> {
            bench.create(
                Manifest.of(
                    bench.namespace,
                    "port",
                    "apps",
                    Map.of("listeners", List.of(Map.of("portMapping", Map.of("port", "eighty"))))));
            bench.create(
                Manifest.of(bench.namespace, "shape", "apps", Map.of("listeners", "none")));
            bench.create(
                Manifest.with(
                    Manifest.of(bench.namespace, "mesh", "apps", 80), "meshName", List.of(1)));
            bench.create(
                Manifest.with(Manifest.of(bench.namespace, "tags", "apps", 80), "tags", 7));
          });
      try (var _ = bench.operator()) {
        bench.create(Manifest.of(bench.namespace, "good", "apps", 80));
        bench.awaitReady("good");
        for (var name : List.of("port", "shape", "mesh", "tags")) {
          var message =
              Bench.synced(bench.awaitReason(name, "InvalidSpec")).orElseThrow().message();
          assertThat(message).contains("spec.");
        }
        for (var name : List.of("port", "shape", "mesh", "tags")) {
          bench.delete(name);
          bench.awaitGone(name);
        }
      }
    }
  }

  private static void withoutRules(Bench bench, Runnable action) {
    var definitions = bench.client().apiextensions().v1().customResourceDefinitions();
    var shipped = definitions.withName(DEFINITION).get();
    try {
      definitions.withName(DEFINITION).edit(StoredObjectIT::withoutRules);
      Awaitility.await("the API server takes anything")
          .ignoreExceptions()
          .until(
              () ->
                  bench
                          .cluster
                          .kubectl()
                          .runWithInput(
                              """
                              {"apiVersion": "appmesh.operators.dev/v1beta1", "kind": "VirtualGateway",
                               "metadata": {"name": "probe"}, "spec": {"listeners": 0}}\
                              """,
                              "create",
                              "--dry-run=server",
                              "-f",
                              "-")
                          .exitCode()
                      == 0);
      action.run();
    } finally {
      definitions
          .withName(DEFINITION)
          .edit(
              current -> {
                current.setSpec(shipped.getSpec());
                return current;
              });
    }
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
