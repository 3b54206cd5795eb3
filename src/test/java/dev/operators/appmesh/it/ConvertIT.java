// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.Operation.TAG_RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.endpoint.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What AWS's controller made in a real cluster and at the endpoint becomes ours. */
class ConvertIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GIVEN = Path.of("src/test/resources/convert/given");
  private static final Path SPECS = Path.of("src/test/resources/specs");
  private static final String PUBLISHED = ".k8s.json";
  private static final List<String> FINALIZERS =
      List.of(
          "finalizers.appmesh.k8s.aws/virtualgateway-members",
          "finalizers.appmesh.k8s.aws/aws-appmesh-resources");

  private Bench bench;

  @BeforeEach
  void start() {
    bench = new Bench("convert", "apps");
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void adoptsWhatTheOtherControllerMadeAndChangesNothingButTags() throws IOException {
    try (var _ = AwsController.define(bench.cluster)) {
      apply(mesh());
      bench.cluster.kubectl().run("label", "ns", bench.namespace, "mesh=convert").orThrow();
      var gateways = new HashMap<String, String>();
      for (var file : published()) {
        var name = file.getFileName().toString().replace(PUBLISHED, "");
        gateways.put(name, leaveBehind(file, name));
      }
      assertThat(gateways).hasSize(10);
      var before = bench.endpoint.list("apps");
      var reader = reader();
      var converted = convert(reader);
      assertThat(converted.exitCode()).as(converted.err()).isZero();
      bench.endpoint.forgetCalls();

      try (var _ = bench.operator()) {
        bench.cluster.kubectl().runWithInput(converted.out(), "apply", "-f", "-").orThrow();
        gateways.keySet().forEach(bench::awaitReady);

        assertThat(bench.endpoint.list("apps")).isEqualTo(before);
        gateways
            .values()
            .forEach(
                gateway ->
                    // Its name is asked for first, which the endpoint refuses: it is taken.
                    assertThat(bench.endpoint.callsAbout("apps", gateway))
                        .extracting(Call::operation)
                        .containsExactlyInAnyOrder(
                            CREATE_VIRTUAL_GATEWAY,
                            DESCRIBE_VIRTUAL_GATEWAY,
                            LIST_TAGS_FOR_RESOURCE,
                            TAG_RESOURCE));
        bench.endpoint.forgetCalls();
        endTheOld(gateways.keySet());

        assertThat(bench.endpoint.list("apps")).isEqualTo(before);
        assertThat(bench.endpoint.calls()).isEmpty();
        assertThat(convert(reader).err()).contains("There is no VirtualGateway");
      }
    }
  }

  @Test
  void saysThatTheClusterHasNoSuchKinds() {
    var run = convert(bench.cluster.kubeconfig());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "cluster: it has no Mesh of appmesh.k8s.aws/v1beta2: AWS's controller, or its"
                + " definitions, are not installed there\n");
  }

  @Test
  void saysWhichRightIsMissing() {
    try (var _ = AwsController.define(bench.cluster)) {
      bench.cluster.kubectl().run("create", "sa", "-n", bench.namespace, "nobody").orThrow();
      var run = convert(bench.cluster.kubeconfig(bench.namespace, "nobody"));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo("cluster: the user of the kubeconfig needs the right to list namespaces\n");
    }
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    var elsewhere = Files.createTempFile(Path.of("target"), "elsewhere-", ".yaml");
    var config = Files.readString(bench.cluster.kubeconfig());
    Files.writeString(elsewhere, config.replaceAll("server: .*", "server: https://127.0.0.1:1"));
    var run = convert(elsewhere);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("cluster: namespaces cannot be listed: https://127.0.0.1:1");
  }

  private static List<Path> published() throws IOException {
    try (var files = Files.list(GIVEN)) {
      return files.filter(it -> it.toString().endsWith(PUBLISHED)).sorted().toList();
    }
  }

  /** The old resource as it is in a cluster, and its gateway, whose name is answered. */
  private String leaveBehind(Path file, String name) throws IOException {
    var old = (ObjectNode) JSON.readTree(file.toFile());
    var metadata = old.withObject("metadata");
    metadata.put("name", name).put("namespace", bench.namespace);
    FINALIZERS.forEach(metadata.withArray("finalizers")::add);
    var spec = old.withObject("spec");
    var gateway = spec.path("awsName").asText(name + "_" + bench.namespace);
    spec.put("awsName", gateway);
    bench.endpoint.make("apps", gateway, sent(name), Map.of());
    apply(old);
    var status =
        "{\"status\": {\"virtualGatewayARN\": \"" + MeshEndpoint.arn("apps", gateway) + "\"}}";
    kubectl("patch", name, "--subresource=status", "--type=merge", "-p", status);
    return gateway;
  }

  private static JsonNode mesh() {
    var mesh = JSON.createObjectNode();
    mesh.put("apiVersion", "appmesh.k8s.aws/v1beta2").put("kind", "Mesh");
    mesh.withObject("metadata").put("name", "shop");
    mesh.withObject("spec").put("awsName", "apps");
    mesh.withObject("/spec/namespaceSelector/matchLabels").put("mesh", "convert");
    return mesh;
  }

  private static Map<String, Object> sent(String name) throws IOException {
    return JSON.readValue(SPECS.resolve(name + ".json").toFile(), new TypeReference<>() {});
  }

  private void apply(JsonNode resource) {
    bench.cluster.kubectl().runWithInput(resource.toString(), "apply", "-f", "-").orThrow();
  }

  /** A kubeconfig with the right to list what is read, and no others. */
  private Path reader() {
    var kubectl = bench.cluster.kubectl();
    kubectl.run("apply", "-f", AwsController.reader()).orThrow();
    var account = bench.namespace + ":reader";
    kubectl.run("create", "sa", "-n", bench.namespace, "reader").orThrow();
    kubectl
        .run(
            "create",
            "clusterrolebinding",
            bench.namespace,
            "--clusterrole=converting",
            "--serviceaccount=" + account)
        .orThrow();
    return bench.cluster.kubeconfig(bench.namespace, "reader");
  }

  /** As MigrationOrder says it. */
  private void endTheOld(Iterable<String> names) {
    for (var name : names) {
      kubectl("patch", name, "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
      kubectl("delete", name);
      Awaitility.await()
          .atMost(Bench.PATIENCE)
          .until(() -> kubectl("get", name, "--ignore-not-found").isEmpty());
    }
  }

  private String kubectl(String verb, String name, String... arguments) {
    var command =
        new ArrayList<>(List.of(verb, AwsController.VIRTUAL_GATEWAYS, "-n", bench.namespace, name));
    command.addAll(List.of(arguments));
    return bench.cluster.kubectl().run(command.toArray(String[]::new)).orThrow();
  }

  private static CommandLineRun convert(Path kubeconfig) {
    return CommandLineRun.of("convert", "--cluster", "--kubeconfig", kubeconfig.toString());
  }
}
