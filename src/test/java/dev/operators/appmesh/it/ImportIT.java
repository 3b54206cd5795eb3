// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_MESHES;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_VIRTUAL_GATEWAYS;
import static dev.operators.appmesh.endpoint.protocol.Operation.TAG_RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.EndpointGateways;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.model.SpecTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Gateways that exist become resources, which adopt them and change nothing. */
class ImportIT {

  private static final Path SPECS = Path.of("src/test/resources/specs");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void importedResourcesAdoptTheirGatewaysAndChangeOnlyTags() throws IOException {
    try (var env = new TestEnvironment("import", "apps")) {
      var specs = published();
      specs.forEach((name, spec) -> make(env, name, spec));
      env.gateways.make("apps", "Edge_Gateway", Map.of("team", "on"));
      env.endpoint.forgetCalls();

      var run = imported(env, "--mesh", "apps", "-n", env.namespace);
      assertThat(run.exitCode()).isZero();
      assertThat(run.err()).isEqualTo("listing the virtual gateways of mesh apps\n");
      assertThat(imported(env, "--mesh", "apps", "-n", env.namespace)).isEqualTo(run);
      var all = imported(env, "-n", env.namespace);
      assertThat(all.out()).isEqualTo(run.out());
      assertThat(env.endpoint.calls(LIST_MESHES)).hasSize(1);
      assertThat(env.endpoint.calls(LIST_VIRTUAL_GATEWAYS)).hasSize(3);
      assertThat(env.endpoint.calls(DESCRIBE_VIRTUAL_GATEWAY)).hasSize(3 * (specs.size() + 1));
      assertThat(env.endpoint.calls())
          .extracting(Call::operation)
          .containsOnly(LIST_MESHES, DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
      assertEqual(run.out(), specs);
      assertThat(plan(env, run.out()).out())
          .contains("Plan: " + (specs.size() + 1) + " to adopt.")
          .doesNotContain("-   ", "+   spec");

      env.endpoint.forgetCalls();
      try (var _ = env.operator()) {
        env.cluster.kubectl().runWithInput(run.out(), "apply", "-f", "-").orThrow();
        Awaitility.await()
            .atMost(TestEnvironment.PATIENCE)
            .until(
                () ->
                    env.all().stream().filter(TestEnvironment::isReady).count()
                        == specs.size() + 1);
      }
      assertThat(env.endpoint.calls(TAG_RESOURCE)).hasSize(specs.size() + 1);
      assertThat(env.endpoint.calls())
          .extracting(Call::operation)
          .containsOnly(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE, TAG_RESOURCE);
      assertThat(env.all()).extracting("status.version").containsOnly(1L);
      assertThat(env.gateways.tags("apps", "Edge_Gateway"))
          .containsEntry("team", "on")
          .containsEntry("appmesh.operators.dev/name", "edge-gateway")
          .hasSize(5);

      env.endpoint.forgetCalls();
      var cluster = env.cluster.kubectl().run("get", "vgw", "-n", env.namespace, "-o", "json");
      assertThat(plan(env, cluster.orThrow()).out())
          .contains("Plan: " + (specs.size() + 1) + " unchanged.");
      assertThat(env.endpoint.calls()).isEmpty();
      assertThat(imported(env, "--mesh", "apps").err())
          .contains("virtual gateway Edge_Gateway in mesh apps belongs to ");
    }
  }

  @Test
  void unreadableMeshImportsNothing() {
    try (var endpoint = EmbeddedEndpoint.start("apps");
        var gateways = new EndpointGateways(endpoint)) {
      gateways.make("apps", "edge");
      var run =
          CommandLineRun.of(
              "import", "--aws-endpoint-url", endpoint.uri().toString(), "--mesh", "apps,nowhere");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("App Mesh could not be read (ListVirtualGateways)", "nowhere");
    }
  }

  private static void make(TestEnvironment env, String name, Map<String, Object> spec) {
    env.gateways.make("apps", name, spec, Map.of());
  }

  private static void assertEqual(String printed, Map<String, Map<String, Object>> specs)
      throws IOException {
    var found = new LinkedHashMap<String, Map<String, Object>>();
    try (var documents =
        new YAMLMapper()
            .readerFor(new TypeReference<Map<String, Object>>() {})
            .<Map<String, Object>>readValues(printed)) {
      while (documents.hasNext()) {
        var document = documents.next();
        var spec = new LinkedHashMap<>(object(document.get("spec")));
        spec.keySet().removeAll(List.of("meshName", "tags", "management"));
        found.put(String.valueOf(object(document.get("metadata")).get("name")), spec);
      }
    }
    assertThat(found.remove("edge-gateway")).containsEntry("virtualGatewayName", "Edge_Gateway");
    assertThat(found).containsOnlyKeys(specs.keySet());
    specs.forEach(
        (name, spec) ->
            assertThat(new SpecTree(spec).differences(new SpecTree(object(found.get(name)))))
                .as(name)
                .isEmpty());
  }

  private static Map<String, Object> object(@Nullable Object value) {
    return JSON.convertValue(value, new TypeReference<>() {});
  }

  private static Map<String, Map<String, Object>> published() throws IOException {
    var specs = new LinkedHashMap<String, Map<String, Object>>();
    try (var files = Files.list(SPECS)) {
      for (var file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        specs.put(
            file.getFileName().toString().replace(".json", ""),
            JSON.readValue(file.toFile(), new TypeReference<>() {}));
      }
    }
    return specs;
  }

  private static CommandLineRun imported(TestEnvironment env, String... more) {
    var arguments =
        new ArrayList<>(List.of("import", "--aws-endpoint-url", env.endpoint.uri().toString()));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static CommandLineRun plan(TestEnvironment env, String input) {
    var arguments = List.of("plan", "-f", "-", "--aws-endpoint-url", env.endpoint.uri().toString());
    return CommandLineRun.withInput(input, arguments);
  }
}
