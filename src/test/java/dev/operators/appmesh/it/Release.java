// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import com.marcnuri.helm.Helm;
import dev.operators.appmesh.chart.Chart;
import dev.operators.appmesh.fixture.EndpointContainer;
import dev.operators.appmesh.fixture.MeshEndpoint;
import dev.operators.appmesh.kube.TestCluster;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A release of the chart, by Helm itself, in a namespace of its own.
 *
 * @param cluster where it is
 * @param namespace where it is there
 */
record Release(TestCluster cluster, String namespace) {

  private static final String NAME = "gateways";

  /** How the chart calls the operator's objects. */
  private static final String OPERATOR = NAME + "-appmesh-gateway-operator";

  private static final String ENDPOINT = OPERATOR + "-endpoint";

  /** A new namespace for one, with the Secret {@code aws} that an endpoint of the tests takes. */
  static Release in(TestCluster cluster) {
    var release = new Release(cluster, cluster.newNamespace("release"));
    var keys =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(release.namespace())
            .withName("aws")
            .endMetadata()
            .addToStringData("AWS_ACCESS_KEY_ID", "test")
            .addToStringData("AWS_SECRET_ACCESS_KEY", "test")
            .build();
    cluster.client().resource(keys).create();
    return release;
  }

  /** Values with which the operator calls this endpoint. */
  static String calling(MeshEndpoint endpoint) {
    return """
    aws:
      region: us-west-2
      endpointUrl: %s
      credentials: {secretName: aws}
    """
        .formatted(endpoint.uri());
  }

  /**
   * Installs the chart where its definitions and policies are already, for an operator that calls
   * the bench's endpoint.
   *
   * @param values more of them
   */
  static Release serving(Bench bench, String values) {
    var release = in(bench.cluster);
    var others = "crds: {enabled: false}\nadmissionPolicy: {enabled: false}\n";
    release.install(Chart.PATH, others + calling(bench.endpoint) + values);
    return release;
  }

  /** Installs the chart in this folder with these values. */
  void install(Path chart, String values) {
    deploy(
        values,
        file ->
            new Helm(chart)
                .install()
                .withName(NAME)
                .withNamespace(namespace)
                .withValuesFile(file)
                .withKubeConfig(cluster.kubeconfig())
                .call());
  }

  /** Upgrades it to this project's chart with these values. */
  void upgrade(String values) {
    deploy(
        values,
        file ->
            new Helm(Chart.PATH)
                .upgrade()
                .withName(NAME)
                .withNamespace(namespace)
                .withValuesFile(file)
                .withKubeConfig(cluster.kubeconfig())
                .call());
  }

  void uninstall() {
    Helm.uninstall(NAME).withNamespace(namespace).withKubeConfig(cluster.kubeconfig()).call();
  }

  /** Runs its tests; nothing runs the pod but the caller. */
  void test() {
    Helm.test(NAME)
        .withNamespace(namespace)
        .withTimeout(60)
        .withKubeConfig(cluster.kubeconfig())
        .call();
  }

  /** Starts what the operator's pod would run, with a token of its service account. */
  OperatorProcess startOperator(Path folder) {
    return startOperator(folder, Map.of());
  }

  /** The same with more environment variables. */
  OperatorProcess startOperator(Path folder, Map<String, String> more) {
    var container = new PodContainer(cluster, namespace, operatorPod(), folder);
    var environment = container.environment();
    environment.putAll(more);
    environment.put("KUBECONFIG", cluster.kubeconfig(namespace, serviceAccount()).toString());
    return OperatorProcess.jar(environment, container.arguments(List.of("--listen=127.0.0.1:0")));
  }

  /** Starts what the endpoint's pod would run, on this port and one for its health. */
  EndpointContainer startEndpoint(Path folder, int port) {
    var container = new PodContainer(cluster, namespace, endpointPod(), folder);
    var addresses = List.of("--listen=127.0.0.1:" + port, "--management-listen=127.0.0.1:0");
    return new EndpointContainer(container.environment(), container.arguments(addresses));
  }

  /** As whom the operator works. */
  String serviceAccount() {
    return operatorPod().getSpec().getServiceAccountName();
  }

  private PodTemplateSpec operatorPod() {
    return cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(OPERATOR)
        .get()
        .getSpec()
        .getTemplate();
  }

  private PodTemplateSpec endpointPod() {
    return cluster
        .client()
        .apps()
        .statefulSets()
        .inNamespace(namespace)
        .withName(ENDPOINT)
        .get()
        .getSpec()
        .getTemplate();
  }

  /** The name under which pods reach the endpoint. */
  String endpointHost() {
    return ENDPOINT + '.' + namespace + ".svc";
  }

  private static void deploy(String values, Function<Path, com.marcnuri.helm.Release> call) {
    try {
      var file = Files.createTempFile("chart-values-", ".yaml");
      try {
        var release = call.apply(Files.writeString(file, values));
        if (!release.getStatus().equals("deployed")) {
          throw new AssertionError("the release is " + release.getStatus());
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
