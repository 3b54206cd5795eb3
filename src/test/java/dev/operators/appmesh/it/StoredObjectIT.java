// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
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
  void storedResourceThatBreaksTheRulesIsReported() {
    try (var env = new TestEnvironment("stored", "apps")) {
      withoutRules(env, () -> env.create("port", 99_999));
      try (var _ = env.operator()) {
        var stalled = env.awaitReason("port", "InvalidSpec");

        assertThat(TestEnvironment.synced(stalled).orElseThrow().message())
            .contains("listeners[0].portMapping.port");
        env.delete("port");
        env.awaitGone("port");
      }
    }
  }

  /**
   * The API server takes no write to an object of the wrong types, so nothing can be said there.
   */
  @Test
  void storedResourcesOfWrongTypesDoNotDisturbOthers() {
    try (var env = new TestEnvironment("stored", "apps")) {
      withoutRules(
          env,
          () -> {
            var text = Map.<String, Object>of("listeners", "none");
            env.create(Manifest.of(env.namespace, "shape", "apps", text));
            env.create(Manifest.with(env.gateway("mesh", 80), "meshName", List.of(1)));
            env.create(Manifest.with(env.gateway("tags", 80), "tags", 7));
          });
      try (var _ = env.operator()) {
        env.create("good", 80);
        env.awaitReady("good");
        env.changePort("good", 81);
        env.awaitReady("good");
      }
    }
  }

  private static void withoutRules(TestEnvironment env, Runnable action) {
    var definitions = env.client().apiextensions().v1().customResourceDefinitions();
    var shipped = definitions.withName(DEFINITION).get();
    try {
      definitions.withName(DEFINITION).edit(StoredObjectIT::withoutRules);
      awaitProbe(env, "the API server takes anything", 0);
      action.run();
    } finally {
      definitions
          .withName(DEFINITION)
          .edit(
              current -> {
                current.setSpec(shipped.getSpec());
                return current;
              });
      awaitProbe(env, "the API server knows the rules again", 1);
    }
  }

  private static void awaitProbe(TestEnvironment env, String what, int exitCode) {
    var probe =
        """
        {"apiVersion": "appmesh.operators.dev/v1beta1", "kind": "VirtualGateway",
         "metadata": {"name": "probe"}, "spec": {"listeners": 0}}\
        """;
    Awaitility.await(what)
        .until(
            () ->
                env.cluster
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
