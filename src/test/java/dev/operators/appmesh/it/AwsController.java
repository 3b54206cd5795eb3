// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.fixture.MeshEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What AWS's own controller is in a cluster: the kinds of its resources, a Mesh for the bench's
 * namespace and, where asked for, gateways, its Deployment, and its webhooks, which nobody answers.
 * Closing takes all of it away.
 */
final class AwsController implements AutoCloseable {

  private static final String VIRTUAL_GATEWAYS = "virtualgateways.appmesh.k8s.aws";
  private static final String PUBLISHED = ".k8s.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SPECS = Path.of("src/test/resources/specs");
  private static final Path CONVERT = Path.of("src/test/resources/convert");
  private static final Path FOLDER = CONVERT.resolve("controller");
  private static final String DEFINITIONS = FOLDER.resolve("definitions.yaml").toString();
  private static final String INSTALLATION = FOLDER.resolve("installation.yaml").toString();

  private static final List<String> FINALIZERS =
      List.of(
          "finalizers.appmesh.k8s.aws/virtualgateway-members",
          "finalizers.appmesh.k8s.aws/aws-appmesh-resources");

  private final Bench bench;

  private AwsController(Bench bench) {
    this.bench = bench;
  }

  /** The kinds, and a Mesh that has the namespace's gateways in mesh {@code apps}. */
  static AwsController define(Bench bench) {
    var controller = new AwsController(bench);
    controller.run("apply", "-f", DEFINITIONS);
    controller.run("wait", "--for=condition=Established", "--timeout=60s", "-f", DEFINITIONS);
    controller.run("label", "ns", bench.namespace, "mesh=" + bench.namespace);
    controller.apply(controller.mesh());
    return controller;
  }

  /** The names of the resources that people published. */
  static List<String> published() throws IOException {
    try (var files = Files.list(CONVERT.resolve("given"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(PUBLISHED))
          .map(name -> name.replace(PUBLISHED, ""))
          .sorted()
          .toList();
    }
  }

  /** One of them as the controller left it, and its gateway, whose name is answered. */
  String leave(String name) throws IOException {
    var file = CONVERT.resolve("given").resolve(name + PUBLISHED).toFile();
    var old = (ObjectNode) JSON.readTree(file);
    var metadata = old.withObject("metadata").put("name", name).put("namespace", bench.namespace);
    FINALIZERS.forEach(metadata.withArray("finalizers")::add);
    var spec = old.withObject("spec");
    var gateway = spec.path("awsName").asText(name + "_" + bench.namespace);
    spec.put("awsName", gateway);
    bench.endpoint.make("apps", gateway, sent(name), Map.of());
    apply(old);
    var arn = MeshEndpoint.arn("apps", gateway);
    var status = "{\"status\": {\"virtualGatewayARN\": \"" + arn + "\"}}";
    kubectl("patch", name, "--subresource=status", "--type=merge", "-p", status);
    return gateway;
  }

  /** What App Mesh was sent for one of them. */
  static Map<String, Object> sent(String name) throws IOException {
    return JSON.readValue(SPECS.resolve(name + ".json").toFile(), new TypeReference<>() {});
  }

  /** Runs kubectl on one of its VirtualGateways. */
  String kubectl(String verb, String name, String... arguments) {
    var command = new ArrayList<>(List.of(verb, VIRTUAL_GATEWAYS, "-n", bench.namespace, name));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** The VirtualGateways that there are, as kubectl prints their names. */
  String gateways() {
    return run("get", VIRTUAL_GATEWAYS, "-n", bench.namespace, "-o", "name");
  }

  /** Its Deployment and its webhooks; from now on nobody can change its VirtualGateways. */
  void installAndFail() {
    run("apply", "-f", INSTALLATION);
  }

  /** The file with the rights of whoever converts. */
  static String reader() {
    return FOLDER.resolve("reader.yaml").toString();
  }

  @Override
  public void close() {
    run("delete", "--ignore-not-found", "-f", INSTALLATION);
    var gateways =
        bench.client().genericKubernetesResources("appmesh.k8s.aws/v1beta2", "VirtualGateway");
    for (var left : gateways.inAnyNamespace().list().getItems()) {
      left.getMetadata().setFinalizers(List.of());
      bench.client().resource(left).update();
    }
    run("delete", "--timeout=60s", "-f", DEFINITIONS);
  }

  private JsonNode mesh() {
    var mesh = JSON.createObjectNode();
    mesh.put("apiVersion", "appmesh.k8s.aws/v1beta2").put("kind", "Mesh");
    mesh.withObject("metadata").put("name", "shop");
    mesh.withObject("spec").put("awsName", "apps");
    mesh.withObject("/spec/namespaceSelector/matchLabels").put("mesh", bench.namespace);
    return mesh;
  }

  private void apply(JsonNode resource) {
    bench.cluster.kubectl().runWithInput(resource.toString(), "apply", "-f", "-").orThrow();
  }

  private String run(String... arguments) {
    return bench.cluster.kubectl().run(arguments).orThrow();
  }
}
