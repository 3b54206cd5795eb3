// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import dev.operators.appmesh.chart.Chart;
import dev.operators.appmesh.kube.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helm installs the chart on a real API server, which runs no pods, and takes it off again. */
class HelmIT {

  private static final String RESOURCE = "virtualgateways.appmesh.operators.dev";

  private static TestCluster cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    cluster = TestCluster.start();
    // The chart brings both itself.
    cluster.kubectl().run("delete", "-f", "crds").orThrow();
    cluster.kubectl().run("wait", "--for=delete", "crd/" + RESOURCE, "--timeout=60s").orThrow();
    cluster.kubectl().run("create", "namespace", "apps").orThrow();
    cluster.kubectl().run("create", "namespace", "shop").orThrow();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void installsAndLeavesTheDefinition() throws IOException {
    var everywhere = cluster.newNamespace("everywhere");
    var someNamespaces = cluster.newNamespace("some");
    var endpoint = cluster.newNamespace("endpoint");
    install(everywhere, "");
    install(someNamespaces, Chart.NAMESPACED);
    install(endpoint, Chart.ENDPOINT);

    assertThat(may(everywhere, "patch", RESOURCE, "default")).isTrue();
    assertThat(may(everywhere, "patch", RESOURCE + "/status", "shop")).isTrue();
    assertThat(may(everywhere, "delete", RESOURCE, "shop")).isFalse();
    assertThat(may(someNamespaces, "watch", RESOURCE, "shop")).isTrue();
    assertThat(may(someNamespaces, "watch", RESOURCE, "default")).isFalse();
    assertThat(names("secret", endpoint))
        .contains("gateways-appmesh-gateway-operator-endpoint-access-keys");
    assertThat(names("deployment,statefulset,service,pvc", endpoint)).contains("-endpoint");

    assertTestPodIsTaken(endpoint);

    cluster.kubectl().run("apply", "-f", "config/samples").orThrow();
    for (var namespace : List.of(everywhere, someNamespaces, endpoint)) {
      Helm.uninstall("gateways")
          .withNamespace(namespace)
          .withKubeConfig(cluster.kubeconfig())
          .call();
      assertThat(names("deployment,statefulset,service,role,rolebinding", namespace)).isEmpty();
    }
    assertThat(names("clusterrole,clusterrolebinding", "default"))
        .doesNotContain(everywhere, someNamespaces, endpoint);
    assertThat(names(RESOURCE, "default")).contains("/ingress");
  }

  @Test
  void apiServerTakesWhateverIsRendered() {
    // Objects of Prometheus Operator are unknown here, and the definition is Helm's.
    var manifests =
        Chart.render(
            Chart.EVERYTHING, "{serviceMonitor: {enabled: false}, prometheusRule: {enabled: false}, crds: {enabled: false}}");
    cluster.kubectl().run("create", "namespace", "mesh-system").orThrow();
    var answer =
        cluster
            .kubectl()
            .runWithInput(
                manifests,
                "apply",
                "--server-side",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                "-")
            .orThrow();
    assertThat(answer).contains("networkpolicy", "poddisruptionbudget", "statefulset");
  }

  private void install(String namespace, String values) throws IOException {
    var file = Files.writeString(folder.resolve(namespace + ".yaml"), values);
    var release =
        new Helm(Chart.PATH)
            .install()
            .withName("gateways")
            .withNamespace(namespace)
            .withValuesFile(file)
            .withKubeConfig(cluster.kubeconfig())
            .call();
    assertThat(release.getStatus()).isEqualTo("deployed");
  }

  /** Nothing runs the pod here, so the test itself ends by its timeout. */
  private static void assertTestPodIsTaken(String namespace) {
    var test =
        Helm.test("gateways")
            .withNamespace(namespace)
            .withTimeout(2)
            .withKubeConfig(cluster.kubeconfig());
    assertThatThrownBy(test::call).hasMessageContaining("timed out waiting for the condition");
    assertThat(names("pod", namespace)).contains("-test");
  }

  private static boolean may(String release, String verb, String resource, String namespace) {
    var account = "system:serviceaccount:" + release + ":gateways-appmesh-gateway-operator";
    var answer =
        cluster.kubectl().run("auth", "can-i", verb, resource, "-n", namespace, "--as", account);
    return answer.out().strip().equals("yes");
  }

  private static String names(String kinds, String namespace) {
    return cluster.kubectl().run("get", kinds, "-n", namespace, "-o", "name").orThrow();
  }
}
