// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.chart.Chart;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.ChartRelease;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.EndpointGateways;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.SampleResources;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.kube.TestCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayRef;

/**
 * Helm installs the chart on a real API server, and what its pods would run, with their arguments,
 * environment and service account, works as processes.
 */
@TestMethodOrder(OrderAnnotation.class)
class HelmIT {

  private static final String RESOURCE = "virtualgateways.appmesh.operators.dev";

  private static TestCluster cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    cluster = TestCluster.startBare();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @Order(1)
  void installsOperatorAndEndpointInAnEmptyCluster() throws Exception {
    var port = freePort();
    var samples = new SampleResources(cluster, "default");
    var release = ChartRelease.in(cluster);
    release.install(
        Chart.PATH,
        """
        crds: {keep: false}
        endpoint:
          enabled: true
          meshes: [apps]
          accessKeys: {id: LOCALKEY0123456789AB, secret: only-for-tests-of-the-chart}
          service: {port: %d}
        """
            .formatted(port));
    // The cluster's name service, for two processes.
    var hosts = folder.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 " + release.endpointHost() + "\n");
    var names = Map.of("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
    try (var endpoint = release.startEndpoint(folder.resolve("endpoint"), port);
        var operator = release.startOperator(folder.resolve("operator"), names)) {
      assertServes(endpoint.awaitStarted());
      var management = operator.awaitStarted();
      assertServes(management);
      samples.apply();
      samples.awaitReady();
      assertPasses(release, management, names);
      // The operator takes the finalizers off, so they go before it.
      samples.deleteAll();
    }
    release.uninstall();
    // The API server takes the resources off first, which Helm does not wait for.
    Awaitility.await("no definition is left")
        .atMost(TestEnvironment.PATIENCE)
        .until(() -> !kubectl("get", "crd", "-o", "name").contains("appmesh.operators.dev"));
    assertThat(kubectl("get", "all", "-n", release.namespace(), "-o", "name")).isEmpty();
  }

  @Test
  @Order(2)
  void upgradeAndUninstallLeaveResourcesAndGateways() throws Exception {
    try (var endpoint = EmbeddedEndpoint.start("apps");
        var gateways = new EndpointGateways(endpoint)) {
      var samples = new SampleResources(cluster, "default");
      var release = ChartRelease.in(cluster);
      var values = ChartRelease.calling(endpoint);
      release.install(previousChart(), values);
      try (var operator = release.startOperator(folder)) {
        assertServes(operator.awaitStarted());
        samples.apply();
        samples.awaitReady();
        assertThat(samples.protect(true).err()).contains("unknown field");
        operator.terminate();
        assertThat(operator.awaitExit()).isZero();
      }
      var uids = uids(gateways);
      endpoint.forgetCalls();

      release.upgrade(values + "resourceTags: {owner: platform}\ndriftInterval: 5s\n");
      try (var operator = release.startOperator(folder)) {
        assertServes(operator.awaitStarted());
        samples.protect(true).orThrow();
        assertThat(samples.delete().err()).contains("is protected from deletion");
        samples
            .patch("{\"listeners\": [{\"portMapping\": {\"port\": 81, \"protocol\": \"http2\"}}]}")
            .orThrow();
        Awaitility.await("the tag of the new values, and the edit")
            .atMost(TestEnvironment.PATIENCE)
            .until(
                () ->
                    "platform".equals(gateways.tags("apps", "ingress").get("owner"))
                        && gateways.describe("apps", "ingress").orElseThrow().version() == 2);
        assertThat(endpoint.calls(Operation.CREATE_VIRTUAL_GATEWAY)).isEmpty();
        assertThat(endpoint.calls(Operation.UPDATE_VIRTUAL_GATEWAY)).hasSize(1);
        // The next one need not wait for the end of its lease.
        operator.terminate();
        operator.awaitExit();
      }
      assertThat(uids(gateways)).isEqualTo(uids);

      var resources = samples.names();
      assertThat(resources).contains("virtualgateway", "appmeshconnection");
      release.uninstall();
      assertThat(samples.names()).isEqualTo(resources);
      assertThat(uids(gateways)).isEqualTo(uids);
      assertThat(clusterWide()).doesNotContain(release.namespace());
      assertThat(kubectl("get", "all,sa", "-n", release.namespace(), "-o", "name"))
          .doesNotContain("gateways");

      endpoint.forgetCalls();
      release.install(Chart.PATH, values);
      try (var operator = release.startOperator(folder)) {
        operator.awaitStarted();
        assertThat(samples.protect(false).exitCode()).isZero();
        samples.deleteAll();
      }
      assertThat(endpoint.calls(Operation.CREATE_VIRTUAL_GATEWAY)).isEmpty();
      // The sample that retains its gateway calls it so.
      assertThat(uids(gateways)).containsOnlyKeys("edge");
      release.uninstall();
    }
  }

  @Test
  @Order(3)
  void operatorOfSomeNamespacesLeavesOthersAlone() throws Exception {
    try (var endpoint = EmbeddedEndpoint.start("apps");
        var gateways = new EndpointGateways(endpoint)) {
      var scoped = new SampleResources(cluster, cluster.newNamespace("scoped"));
      var elsewhere = new SampleResources(cluster, cluster.newNamespace("elsewhere"));
      var release = ChartRelease.in(cluster);
      release.install(
          Chart.PATH,
          ChartRelease.calling(endpoint)
              + """
              scope: {namespaces: [%s]}
              clusterId: prod-1
              crds: {enabled: false}
              """
                  .formatted(scoped.namespace()));
      try (var operator = release.startOperator(folder)) {
        assertServes(operator.awaitStarted());
        elsewhere.apply();
        scoped.apply();
        scoped.awaitReady();
        scoped.protect(true).orThrow();
        elsewhere.protect(true).orThrow();
        assertThat(scoped.delete().err()).contains("is protected from deletion");
        elsewhere.delete().orThrow();
        assertThat(elsewhere.get()).contains("Pending").doesNotContain("ACTIVE");
        assertThat(gateways.tags("apps", "ingress"))
            .containsEntry("appmesh.operators.dev/cluster", "prod-1");
      }
      release.uninstall();
      assertThat(scoped.get()).contains("ACTIVE");
    }
  }

  @Test
  @Order(4)
  void installManifestIsAppliedAndDeletedWithoutHelm() throws IOException {
    var samples = new SampleResources(cluster, cluster.newNamespace("kept"));
    kubectl("apply", "-f", "config/install.yaml");
    samples.apply();
    kubectl(
        "delete",
        "-f",
        "config/install.yaml",
        "-l",
        "app.kubernetes.io/instance=appmesh-gateway-operator");
    assertThat(kubectl("get", "all,sa", "-n", "appmesh-system", "-o", "name")).isEmpty();
    assertThat(clusterWide()).doesNotContain("appmesh-system");
    assertThat(samples.get()).contains("ingress", "Pending");
  }

  /** The chart as it might have been: an older definition, and no admission policy. */
  private Path previousChart() throws IOException {
    var copy = folder.resolve("previous");
    try (var files = Files.walk(Chart.PATH)) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(Chart.PATH.relativize(file)));
      }
    }
    Files.delete(copy.resolve("templates/admissionpolicy.yaml"));
    var definition = copy.resolve("files/crds/" + RESOURCE + ".yaml");
    var older =
        Files.readString(definition)
            .replaceAll("(?m)^ +deletionProtection:\n +description: .*\n +type: boolean\n", "");
    assertThat(older).doesNotContain("deletionProtection");
    Files.writeString(definition, older);
    return copy;
  }

  /** The gateways by their uid, which a gateway that is made anew would not keep. */
  private static Map<String, String> uids(EndpointGateways gateways) {
    return gateways.list("apps").stream()
        .map(VirtualGatewayRef::virtualGatewayName)
        .collect(
            Collectors.toMap(
                name -> name, name -> gateways.describe("apps", name).orElseThrow().uid()));
  }

  private static String clusterWide() {
    return kubectl(
        "get",
        "clusterrole,clusterrolebinding,validatingadmissionpolicy,validatingadmissionpolicybinding",
        "-o",
        "name");
  }

  private static String kubectl(String... arguments) {
    return cluster.kubectl().run(arguments).orThrow();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void assertServes(URI management) throws IOException, InterruptedException {
    for (var page : List.of("/livez", "/readyz", "/metrics")) {
      assertThat(OperatorProcess.get(management.resolve(page)).statusCode()).isEqualTo(200);
    }
  }

  /** Is what the kubelet is for the pod of the test: runs its containers, and says how they end. */
  private static void assertPasses(
      ChartRelease release, URI management, Map<String, String> environment) {
    var test = CompletableFuture.runAsync(release::test, Thread::startVirtualThread);
    var pods = cluster.client().pods().inNamespace(release.namespace());
    Awaitility.await()
        .atMost(TestEnvironment.PATIENCE)
        .until(() -> !pods.list().getItems().isEmpty());
    var pod = pods.list().getItems().getFirst();
    assertThat(pod.getMetadata().getName()).endsWith("-test");
    for (var container : pod.getSpec().getContainers()) {
      var arguments = new ArrayList<>(container.getArgs());
      if (container.getName().equals("operator")) {
        // A pod has its ports to itself, a process has not.
        assertThat(arguments.removeLast()).endsWith(":8080/readyz");
        arguments.add("--url=" + management.resolve("/readyz"));
      }
      try (var process = OperatorProcess.jar(environment, arguments)) {
        assertThat(process.awaitExit()).as(process.output()).isZero();
      }
    }
    kubectl(
        "patch",
        "pod",
        pod.getMetadata().getName(),
        "-n",
        release.namespace(),
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\": {\"phase\": \"Succeeded\"}}");
    test.join();
  }
}
