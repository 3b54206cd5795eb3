// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_VIRTUAL_GATEWAYS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.Manifests;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.EndpointGateways;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.RefusedFields;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.manifest.Documents;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command plan beside kubectl apply, the operator and an endpoint that counts. */
class PlanIT {

  private static final int MANY = 200;
  private static final JsonMapper JSON = new JsonMapper();
  private static final TestCluster CLUSTER = TestCluster.shared();

  static Stream<Manifests.Manifest> refusesTheFieldsThatKubectlRefuses() {
    return Manifests.invalid().stream();
  }

  @ParameterizedTest
  @MethodSource
  void refusesTheFieldsThatKubectlRefuses(Manifests.Manifest manifest) throws IOException {
    var file = manifest.file().toString();
    var kubectl = CLUSTER.kubectl().run("apply", "--dry-run=server", "-f", file);
    assertThat(kubectl.exitCode()).isNotZero();
    assertThat(kubectl.err()).contains(manifest.expected());
    RefusedFields.assertSameFields(
        kubectl.err(), CommandLineRun.of("plan", "-o", "json", "-f", file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: Edge_1",
        "name: -edge",
        "{name: edge, nmae: x}",
        "{name: edge, labels: {a/b/c: x}}",
        "{name: edge, labels: {team: '-'}}",
        "{name: edge, annotations: {'-': x}}",
      })
  void refusesTheSameMetadata(String metadata) throws IOException {
    var manifest =
        """
        apiVersion: appmesh.operators.dev/v1beta1
        kind: VirtualGateway
        metadata:
          %s
        spec: {meshName: apps, listeners: [{portMapping: {port: 80, protocol: http}}]}
        """
            .formatted(metadata)
            .replace("metadata:\n  {", "metadata: {");
    var kubectl = CLUSTER.kubectl().runWithInput(manifest, "apply", "--dry-run=server", "-f", "-");
    assertThat(kubectl.exitCode()).isNotZero();
    RefusedFields.assertSameFields(
        kubectl.err(),
        CommandLineRun.withInput(manifest, List.of("plan", "-o", "json", "-f", "-")));
  }

  @Test
  void readsYamlScalarsAsKubectlDoes() throws IOException {
    var words =
        "a: yes, b: 012, c: 1e3, d: 0x1F, e: 1_000, f: ~, g: 80.0, h: on, i: 2026-01-01, j: 1:30";
    var manifest =
        """
        apiVersion: appmesh.operators.dev/v1beta1
        kind: VirtualGateway
        metadata: {name: words}
        data: {%s}
        """
            .formatted(words);
    var kubectl =
        CLUSTER
            .kubectl()
            .runWithInput(
                manifest, "create", "--dry-run=client", "--validate=false", "-o", "json", "-f", "-")
            .orThrow();
    var documents = new Documents(new ByteArrayInputStream(manifest.getBytes(UTF_8))).read("-");
    var ours = JSON.valueToTree(documents.getFirst().content().get("data"));
    var theirs = (ObjectNode) JSON.readTree(kubectl).get("data");
    theirs.remove("f"); // null
    assertThat(ours.toString()).isEqualTo(theirs.toString());
  }

  @Test
  void findsOneDifferenceAmongTwoHundredResources() throws IOException {
    try (var env = new TestEnvironment("plan", "apps")) {
      var state = inSync(env);
      env.endpoint.forgetCalls();

      assertThat(plan(env, state.toString()).out())
          .isEqualTo(
              "200 VirtualGateways checked, 0 findings, 0 other resources skipped. Plan: 200"
                  + " unchanged.\n");
      assertThat(env.endpoint.calls(LIST_VIRTUAL_GATEWAYS)).hasSize(2);
      assertThat(env.endpoint.calls()).isEmpty();

      env.endpoint.forgetCalls();
      var edited = state.deepCopy();
      ((ObjectNode) edited.at("/items/137/spec/listeners/0/portMapping")).put("port", 8137);
      var name = edited.at("/items/137/metadata/name").asText();
      var run = plan(env, edited.toString());
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .isEqualTo(
              """
              ~ update %1$s/%2$s: virtual gateway %2$s in mesh apps (-:1)
              -   spec.listeners[0].portMapping.port: 80
              +   spec.listeners[0].portMapping.port: 8137
              %3$s
              """
                  .formatted(
                      env.namespace,
                      name,
                      "200 VirtualGateways checked, 0 findings, 0 other resources skipped."
                          + " Plan: 1 to update, 199 unchanged."));
      assertThat(env.endpoint.calls(LIST_VIRTUAL_GATEWAYS)).hasSize(2);
      assertThat(operations(env)).containsExactly(DESCRIBE_VIRTUAL_GATEWAY);
      assertThat(plan(env, edited.toString(), "--fail-on-changes").exitCode()).isEqualTo(1);

      env.gateways.change("apps", name, 8200);
      env.endpoint.forgetCalls();
      assertThat(plan(env, state.toString()).out())
          .contains(
              "~ update", "- " + "  spec.listeners[0].portMapping.port: 8200", "199 unchanged");
      assertThat(env.endpoint.calls(LIST_VIRTUAL_GATEWAYS)).hasSize(2);
      // Somebody was there, so only the tags can tell whose it is now.
      assertThat(operations(env)).containsExactly(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
    }
  }

  @Test
  void showsThePlannedActionForEveryResource() throws IOException {
    try (var endpoint = EmbeddedEndpoint.start("apps");
        var gateways = new EndpointGateways(endpoint)) {
      var owned =
          Map.of(
              "appmesh.operators.dev/cluster", "c1",
              "appmesh.operators.dev/namespace", "shop",
              "appmesh.operators.dev/name", "mine",
              "appmesh.operators.dev/uid", "u1");
      gateways.make("apps", "free");
      gateways.make("apps", "kept");
      gateways.make("apps", "mine", owned);
      gateways.make("apps", "same", with(owned, "name", "same"));
      gateways.make("apps", "theirs", with(owned, "cluster", "c2"));
      endpoint.forgetCalls();
      var manifests =
          Stream.of(
                  manifest("fresh", "apps", 80, Map.of()),
                  manifest("free", "apps", 80, Map.of("adoptionPolicy", "IfUnowned")),
                  manifest("kept", "apps", 80, Map.of()),
                  manifest("mine", "apps", 81, Map.of()),
                  manifest("same", "apps", 80, Map.of()),
                  manifest("theirs", "apps", 80, Map.of("adoptionPolicy", "IfUnowned")),
                  manifest("shown", "apps", 80, Map.of("mode", "Plan")),
                  manifest("lost", "nowhere", 80, Map.of()),
                  Manifest.with(
                      Manifest.with(
                          manifest("elsewhere", "apps", 80, Map.of()),
                          "virtualGatewayName",
                          "mine"),
                      "connectionRef",
                      Map.of("name", "bank")))
              .map(Serialization::asJson)
              .toList();
      var input = String.join("\n", manifests);
      var run = plan(endpoint, input, "--cluster-id", "c1");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains(
              "+ create shop/fresh",
              "+   spec.listeners: [{\"portMapping\":{\"port\":80,\"protocol\":\"http\"}}]",
              "+   tags[appmesh.operators.dev/uid]: \"(known after apply)\"",
              "> adopt shop/free",
              "! refuse shop/kept",
              "adoptionPolicy to IfUnowned",
              "~ update shop/mine",
              "-   spec.listeners[0].portMapping.port: 80\n"
                  + "+   spec.listeners[0].portMapping.port: 81",
              "! refuse shop/theirs",
              "belongs to a VirtualGateway of cluster c2",
              "= leave shop/shown",
              "spec.management.mode is Plan",
              "= leave shop/elsewhere",
              "connection bank leads to another App Mesh",
              "? unknown shop/lost",
              "Create mesh nowhere",
              "Plan: 1 to create, 1 to update, 1 to adopt, 2 left as the resource says, 2 refused,"
                  + " 1 unknown, 1 unchanged.")
          .doesNotContain("shop/same");
      assertThat(endpoint.calls(LIST_VIRTUAL_GATEWAYS)).hasSize(2);
      assertThat(endpoint.calls())
          .extracting(Call::operation)
          .containsOnly(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
      assertThat(plan(endpoint, input, "--cluster-id", "c1")).isEqualTo(run);

      var json = JSON.readTree(plan(endpoint, input, "--cluster-id", "c1", "-o", "json").out());
      assertThat(json.at("/gateways")).hasSize(9);
      assertThat(json.at("/gateways/3/differences/0").toString())
          .isEqualTo(
              "{\"path\":\"spec.listeners[0].portMapping.port\",\"live\":\"80\",\"desired\":\"81\"}");
      assertThat(plan(endpoint, input, "--cluster-id", "c1", "-o", "github").out())
          .contains(
              "::error title=VirtualGateway shop/theirs%3A refuse::The virtual gateway theirs",
              "::notice title=VirtualGateway shop/mine%3A"
                  + " update::spec.listeners[0].portMapping.port: 80 -> 81");
    }
  }

  /** Two hundred resources in line with their gateways, as {@code kubectl get} shows them. */
  private static JsonNode inSync(TestEnvironment env) throws IOException {
    var items = new ArrayList<VirtualGateway>();
    for (int i = 0; i < MANY; i++) {
      items.add(env.gateway("gateway-" + i, 80));
    }
    var list = Map.of("apiVersion", "v1", "kind", "List", "items", items);
    try (var _ = env.operator()) {
      env.cluster.kubectl().runWithInput(Serialization.asJson(list), "create", "-f", "-").orThrow();
      Awaitility.await()
          .atMost(TestEnvironment.PATIENCE)
          .until(() -> env.all().stream().filter(TestEnvironment::isReady).count() == MANY);
    }
    var found = env.cluster.kubectl().run("get", "vgw", "-n", env.namespace, "-o", "yaml");
    return new YAMLMapper().readTree(found.orThrow());
  }

  private static VirtualGateway manifest(
      String name, String mesh, int port, Map<String, String> management) {
    return Manifest.with(Manifest.of("shop", name, mesh, port), "management", management);
  }

  private static Map<String, String> with(Map<String, String> tags, String key, String value) {
    var changed = new HashMap<>(tags);
    changed.put("appmesh.operators.dev/" + key, value);
    return changed;
  }

  private static List<Operation> operations(TestEnvironment env) {
    return env.endpoint.calls().stream().map(Call::operation).toList();
  }

  private static CommandLineRun plan(TestEnvironment env, String input, String... more) {
    return plan(env.endpoint, input, more);
  }

  private static CommandLineRun plan(EmbeddedEndpoint endpoint, String input, String... more) {
    var arguments =
        new ArrayList<>(
            List.of("plan", "-f", "-", "--aws-endpoint-url", endpoint.uri().toString()));
    arguments.addAll(List.of(more));
    return CommandLineRun.withInput(input, arguments);
  }
}
