// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.watch;

import dev.operators.appmesh.JarProcess;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.programs.TempFolder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayListener;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayPortProtocol;

/**
 * Five minutes in the life of operator and endpoint, for the picture of the dashboard: {@code
 * docs/dashboard.md} says how. A Prometheus that scrapes the two ports is started beside it.
 */
public final class DashboardRun {

  private static final int OPERATOR = 18080;
  private static final int ENDPOINT = 18585;
  private static final int ENDPOINT_METRICS = 18586;
  private static final String NAMESPACE = "default";
  private static final int GATEWAYS = 200;

  private final TestCluster cluster;
  private final Path data;

  private DashboardRun(TestCluster cluster, Path data) {
    this.cluster = cluster;
    this.data = data;
  }

  public static void main(String[] arguments) throws Exception {
    try (var folder = TempFolder.create("appmesh-dashboard-");
        var cluster = TestCluster.start()) {
      new DashboardRun(cluster, folder.path().resolve("data")).run();
    }
    // Libraries leave threads behind.
    System.exit(0);
  }

  private EndpointProcess endpoint() {
    return EndpointProcess.on(
        data,
        "--listen=127.0.0.1:" + ENDPOINT,
        "--management-listen=127.0.0.1:" + ENDPOINT_METRICS,
        "--rate-limit=reads=30",
        "--rate-limit=writes=10");
  }

  private void run() {
    var arguments = new ArrayList<>(List.of("run", "--aws-region=us-west-2"));
    arguments.add("--aws-endpoint-url=http://127.0.0.1:" + ENDPOINT);
    arguments.addAll(List.of("--listen=127.0.0.1:" + OPERATOR, "--drift-interval=10s"));
    try (var first = endpoint()) {
      first.awaitServing();
      try (var operator = OperatorProcess.jar(cluster.operatorKubeconfig(), arguments)) {
        operator.awaitStarted();
        live(first, operator);
        first.kill();
        say("nobody answers");
        operator.runFor(Duration.ofSeconds(35));
        try (var second = endpoint()) {
          second.awaitServing();
          say("somebody answers again");
          operator.runFor(Duration.ofSeconds(40));
          range(150, GATEWAYS).forEach(name -> cluster.client().resource(gateway(name)).delete());
          say("deletions");
          operator.runFor(Duration.ofSeconds(45));
        }
      }
    }
  }

  private void live(JarProcess endpoint, JarProcess operator) {
    operator.runFor(Duration.ofSeconds(20));
    range(0, GATEWAYS).forEach(name -> cluster.client().resource(gateway(name)).create());
    say("creations");
    operator.runFor(Duration.ofSeconds(70));
    range(0, 40).forEach(name -> edit(name, 8443));
    say("edits");
    operator.runFor(Duration.ofSeconds(35));
    drift(range(40, 55));
    say("changes behind the operator's back");
    operator.runFor(Duration.ofSeconds(35));
    range(0, 5)
        .forEach(
            name ->
                cluster
                    .client()
                    .resource(Manifest.of(NAMESPACE, "lost-" + name, "nowhere", 80))
                    .create());
    say("resources in a mesh that does not exist");
    endpoint.runFor(Duration.ofSeconds(45));
  }

  private static List<String> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> "gateway-" + number).toList();
  }

  private static VirtualGateway gateway(String name) {
    return Manifest.of(NAMESPACE, name, "apps", 80);
  }

  private void edit(String name, int port) {
    cluster
        .client()
        .resources(VirtualGateway.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .edit(it -> Manifest.with(it, "listeners", List.of(Manifest.listener(port))));
  }

  private static void drift(List<String> names) {
    var listener =
        VirtualGatewayListener.builder()
            .portMapping(port -> port.port(9999).protocol(VirtualGatewayPortProtocol.HTTP))
            .build();
    try (var client =
        AppMeshClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + ENDPOINT))
            .region(Region.US_WEST_2)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      names.forEach(
          name ->
              client.updateVirtualGateway(
                  update ->
                      update
                          .meshName("apps")
                          .virtualGatewayName(name)
                          .spec(spec -> spec.listeners(listener))));
    }
  }

  private static void say(String what) {
    System.out.println(what);
  }
}
