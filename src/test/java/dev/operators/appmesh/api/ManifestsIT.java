// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.Manifests;
import dev.operators.appmesh.Manifests.Manifest;
import dev.operators.appmesh.RandomSpecs;
import dev.operators.appmesh.kube.Kubectl;
import dev.operators.appmesh.kube.TestCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code kubectl apply} accepts, on a real API server; PlanIT has what it refuses, and
 * ConnectionManifestsIT both for connections.
 */
class ManifestsIT {

  private static final int RANDOM = 200;
  private static final ObjectMapper JSON = new JsonMapper();
  private static final TestCluster CLUSTER = TestCluster.shared();
  private static final String NAMESPACE = CLUSTER.newNamespace("manifests");

  static Stream<Manifest> acceptsValidManifests() {
    return Manifests.valid().stream();
  }

  @ParameterizedTest
  @MethodSource
  void acceptsValidManifests(Manifest manifest) {
    dryRun(manifest).orThrow();
  }

  @Test
  void serverAndRuleBookAcceptTheSameSpecs() throws IOException {
    var specs = new RandomSpecs(11);
    var result = dryRun(Stream.generate(specs::valid).limit(RANDOM).toList());
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).hasSize(RANDOM);
  }

  @Test
  void serverAndRuleBookRefuseTheSameSpecs() throws IOException {
    var specs = new RandomSpecs(12);
    var result = dryRun(Stream.generate(specs::invalid).limit(RANDOM).toList());
    assertThat(result.out()).isEmpty();
  }

  @Test
  void newResourceIsPendingWithoutAnOperator() {
    create("pending");
    assertThat(run("get", "vgw", "pending").orThrow()).contains("apps", "Unknown", "Pending");
  }

  @Test
  void identityCannotChange() {
    create("identity");
    assertThat(patch("identity", "{\"meshName\": \"other\"}").err())
        .contains("meshName cannot be changed: write the old value");
    assertThat(patch("identity", "{\"meshOwner\": \"123456789012\"}").err())
        .contains("meshOwner cannot be set, changed or removed later: write the old value");
    assertThat(patch("identity", "{\"connectionRef\": {\"name\": \"shop\"}}").err())
        .contains("connectionRef cannot be set, changed or removed later: write the old value");
    assertThat(patch("identity", "{\"virtualGatewayName\": \"other\"}").err())
        .contains("virtualGatewayName cannot be changed: write the old name");
  }

  @Test
  void connectionCannotChange() {
    apply("connected", "connectionRef: {name: shop}").orThrow();
    var words = "connectionRef cannot be set, changed or removed later: write the old value";
    assertThat(patch("connected", "{\"connectionRef\": {\"name\": \"bank\"}}").err())
        .contains(words);
    assertThat(patch("connected", "{\"connectionRef\": null}").err()).contains(words);
  }

  @Test
  void meshOwnerCannotChange() {
    apply("owned", "meshOwner: \"123456789012\"").orThrow();
    var words = "meshOwner cannot be set, changed or removed later: write the old value";
    assertThat(patch("owned", "{\"meshOwner\": \"210987654321\"}").err()).contains(words);
    assertThat(patch("owned", "{\"meshOwner\": null}").err()).contains(words);
  }

  @Test
  void defaultNameMayBeSetExplicitly() {
    create("spelled-out");
    patch("spelled-out", "{\"virtualGatewayName\": \"spelled-out\"}").orThrow();
    patch("spelled-out", "{\"virtualGatewayName\": null}").orThrow();
  }

  @Test
  void everyMemberIsExplained() throws IOException {
    assertExplained("vgw.spec", CrdFile.GATEWAY.schema().at("/properties/spec"));
    assertExplained("amc.spec", CrdFile.CONNECTION.schema().at("/properties/spec"));
  }

  private static void assertExplained(String path, JsonNode schema) {
    var explanation = words(run("explain", path).orThrow());
    for (var member : schema.path("properties").properties()) {
      assertThat(explanation).contains(words(member.getValue().path("description").asText()));
      var type =
          member.getValue().has("items") ? member.getValue().path("items") : member.getValue();
      if (type.has("properties")) {
        assertExplained(path + "." + member.getKey(), type);
      }
    }
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static void create(String name) {
    apply(name, "").orThrow();
  }

  /** Applies a gateway with one more member of spec. */
  private static Kubectl.Result apply(String name, String member) {
    return CLUSTER
        .kubectl()
        .runWithInput(
            """
            apiVersion: appmesh.operators.dev/v1beta1
            kind: VirtualGateway
            metadata:
              name: %s
            spec:
              meshName: apps
              %s
              listeners:
              - portMapping: {port: 80, protocol: http}
            """
                .formatted(name, member),
            "apply",
            "-n",
            NAMESPACE,
            "-f",
            "-");
  }

  private static Kubectl.Result dryRun(List<Map<String, Object>> specs) throws IOException {
    var list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
    var items = list.putArray("items");
    for (var spec : specs) {
      var item = items.addObject();
      item.put("apiVersion", "appmesh.operators.dev/v1beta1").put("kind", "VirtualGateway");
      item.putObject("metadata").put("name", "random-" + items.size());
      item.set("spec", JSON.valueToTree(spec));
      ((ObjectNode) item.get("spec")).put("meshName", "apps");
    }
    return CLUSTER
        .kubectl()
        .runWithInput(
            JSON.writeValueAsString(list), "apply", "--dry-run=server", "-n", NAMESPACE, "-f", "-");
  }

  private static Kubectl.Result patch(String name, String spec) {
    return run("patch", "vgw", name, "--type=merge", "-p", "{\"spec\": " + spec + "}");
  }

  private static Kubectl.Result dryRun(Manifest manifest) {
    return run("apply", "--dry-run=server", "-f", manifest.file().toString());
  }

  private static Kubectl.Result run(String... arguments) {
    var command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("-n", NAMESPACE));
    return CLUSTER.kubectl().run(command.toArray(String[]::new));
  }
}
