// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.RandomSpecs;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.model.SpecTree;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Specs from the real world and at random go through kubectl apply and come back equal. */
class SpecsIT {

  private static final int RANDOM_SPECS = 500;
  private static final Path SPECS = Path.of("src/test/resources/specs");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final long seed = Long.getLong("specs.seed", System.nanoTime());

  @Test
  void describeReturnsTheAppliedSpecs() throws IOException {
    System.out.printf("random specs of -Dspecs.seed=%d%n", seed);
    var specs = published(SPECS);
    assertThat(specs).hasSizeGreaterThan(20);
    var random = new RandomSpecs(seed);
    for (int i = 0; i < RANDOM_SPECS; i++) {
      specs.put("random-" + i, random.valid());
    }
    try (var env = new TestEnvironment("specs", "apps");
        var _ = env.operator()) {
      apply(env, specs);

      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> env.all().stream().filter(TestEnvironment::isReady).count() == specs.size());

      specs.forEach(
          (name, sent) -> {
            var found = env.gateways.describe("apps", name).orElseThrow().spec();
            var spec = new SpecTree(sent);
            assertThat(JSON.<JsonNode>valueToTree(found.members()))
                .as(name)
                .isEqualTo(withFilledPorts(spec));
            assertThat(spec.differences(found)).as(name).isEmpty();
          });
      assertThat(env.all()).extracting("status.version").containsOnly(1L);
    }
  }

  @Test
  void invalidSpecsAreRefusedBeforeAppMeshIsCalled() throws IOException {
    try (var env = new TestEnvironment("negative", "apps");
        var _ = env.operator()) {
      var specs = published(SPECS.resolve("negative"));
      assertThat(specs).isNotEmpty();
      specs.forEach(
          (name, spec) -> {
            var manifest = Manifest.of(env.namespace, name, "apps", spec);
            var result =
                env.cluster
                    .kubectl()
                    .runWithInput(Serialization.asJson(manifest), "apply", "-f", "-");
            assertThat(result.exitCode()).as(name).isNotZero();
            assertThat(result.err()).contains("spec.");
          });
      assertThat(env.endpoint.calls()).isEmpty();
    }
  }

  private static void apply(TestEnvironment env, Map<String, Map<String, Object>> specs) {
    var items = new ArrayList<VirtualGateway>();
    specs.forEach((name, spec) -> items.add(Manifest.of(env.namespace, name, "apps", spec)));
    var list = Map.of("apiVersion", "v1", "kind", "List", "items", items);
    env.cluster.kubectl().runWithInput(Serialization.asJson(list), "apply", "-f", "-").orThrow();
  }

  private static Map<String, Map<String, Object>> published(Path folder) throws IOException {
    var specs = new LinkedHashMap<String, Map<String, Object>>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        specs.put(
            file.getFileName().toString().replace(".json", ""),
            JSON.readValue(file.toFile(), new TypeReference<>() {}));
      }
    }
    return specs;
  }

  /** App Mesh fills in a health check's port, and nothing else. */
  private static JsonNode withFilledPorts(SpecTree sent) {
    var tree = JSON.valueToTree(sent.members());
    for (var listener : tree.path("listeners")) {
      if (listener.get("healthCheck") instanceof ObjectNode check && !check.has("port")) {
        check.set("port", listener.at("/portMapping/port"));
      }
    }
    return tree;
  }
}
