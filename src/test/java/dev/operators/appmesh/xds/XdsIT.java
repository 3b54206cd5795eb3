// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.envoy.Configuration;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.fixture.LogLines;
import dev.operators.appmesh.fixture.NamedBackend;
import dev.operators.appmesh.manifest.YamlText;
import dev.operators.appmesh.programs.TempFolder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What real Envoys do with what the control plane sends. */
class XdsIT {

  private static final EnvoyProgram ENVOY = EnvoyProgram.find();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static TempFolder folder;
  private static NamedBackend blue;
  private static NamedBackend green;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Fleet fleet = new Fleet(metrics);
  private final TestMesh mesh = new TestMesh();
  private int listener;
  private int admin;
  private XdsServer server;

  @BeforeAll
  static void startBackends() throws IOException {
    folder = TempFolder.create("appmesh-xds-");
    blue = NamedBackend.start("blue");
    green = NamedBackend.start("green");
  }

  @AfterAll
  static void stopBackends() {
    blue.close();
    green.close();
    folder.close();
  }

  @BeforeEach
  void start() throws IOException {
    var ports = FreePorts.some(2);
    listener = ports.get(0);
    admin = ports.get(1);
    mesh.put(configuration("%PROTOCOL%", "blue", "blue"));
    server = serve(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aChangeIsServedAndNoRequestIsLost() throws Exception {
    try (var envoy = start(bootstrap());
        var load = Load.on(listener)) {
      for (int i = 0; i < 10; i++) {
        var to = i % 2 == 0 ? "green" : "blue";
        put("%PROTOCOL%", to, to);
        awaitAnswer(to);
      }
      // Until the old clusters are gone, too.
      Awaitility.await().until(() -> envoy.stat("cluster_manager.active_clusters") == 2);

      assertThat(load.failures()).isEmpty();
      assertThat(load.answers()).isGreaterThan(100);
      assertThat(envoy.stat("cluster_manager.cds.update_rejected")).isZero();
    }
  }

  @Test
  void aRejectionIsToldOnceAndTheNextGoodVersionIsTaken() throws Exception {
    try (var log = new LogLines();
        var envoy = start(bootstrap())) {
      put("%NOSUCH%", "green", "blue", "green");
      awaitAnswer("green");
      Awaitility.await().until(() -> rejection().isPresent());

      assertThat(rejection().orElseThrow().words())
          .contains("Not supported field in StreamInfo: NOSUCH");
      assertThat(envoy.stat("listener_manager.lds.update_rejected")).isEqualTo(1);

      put("%PROTOCOL% %PROTOCOL%", "blue", "blue", "green");
      awaitAnswer("blue");
      Awaitility.await().until(() -> envoy.stat("listener_manager.lds.update_success") == 2);
      assertThat(envoy.stat("listener_manager.lds.update_rejected")).isEqualTo(1);
      assertThat(log.lines().stream().filter(it -> it.contains("NOSUCH"))).hasSize(1);
      assertThat(metrics.get("appmesh.endpoint.xds.rejections").tag("type", "listener").counter())
          .satisfies(it -> assertThat(it.count()).isEqualTo(1));
    }
  }

  @Test
  void whileTheServerIsGoneAndAfterItIsBackNoRequestIsLost() throws Exception {
    try (var envoy = start(bootstrap());
        var load = Load.on(listener)) {
      var port = server.port();
      server.close();
      Awaitility.await().until(() -> envoy.stat("control_plane.connected_state") == 0);
      Awaitility.await().until(() -> fleet.envoys().isEmpty());
      server = serve(port);
      Awaitility.await().until(() -> envoy.stat("control_plane.connected_state") == 1);
      // A change that comes before it knows what the Envoy has may cost requests (docs/traffic.md).
      Awaitility.await()
          .until(() -> fleet.envoys().stream().anyMatch(it -> !it.versions().isEmpty()));
      assertThat(envoy.stat("cluster_manager.cds.update_success")).isEqualTo(1);

      put("%PROTOCOL%", "green", "green");
      awaitAnswer("green");

      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void servesTheFormOfAppMeshsAgentAndItsUnknownCluster() throws Exception {
    try (var envoy = start(agentBootstrap())) {
      awaitAnswer("blue");
      put("%PROTOCOL%", "green", "green");
      awaitAnswer("green");

      assertThat(envoy.stat("cluster.local_cluster.update_success")).isPositive();
      assertThat(fleet.envoys()).hasSize(1);
    }
  }

  @Test
  void aGatewayThatIsDeletedIsServedOn() throws Exception {
    try (var envoy = start(bootstrap())) {
      mesh.delete();
      server.changed();
      Awaitility.await().until(() -> envoy.stat("control_plane.connected_state") == 0);
      awaitAnswer("blue");
      Awaitility.await().untilAsserted(() -> assertThat(fleet.envoys()).isEmpty());

      put("%PROTOCOL%", "green", "green");
      awaitAnswer("green");
    }
  }

  @Test
  void anEnvoyIsListedAsLongAsItIsConnected() throws Exception {
    try (var envoy = start(bootstrap())) {
      assertThat(envoy.stat("control_plane.connected_state")).isEqualTo(1);
      assertThat(fleet.envoys())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.gateway()).isEqualTo(TestMesh.GATEWAY);
                assertThat(it.address()).startsWith("127.0.0.1:");
                assertThat(it.versions()).containsKeys("cluster", "listener", "route");
              });
      assertThat(metrics.get("appmesh.endpoint.envoys").gauge().value()).isEqualTo(1);
    }
    Awaitility.await().untilAsserted(() -> assertThat(fleet.envoys()).isEmpty());
    var builds = mesh.builds.get();
    put("%PROTOCOL%", "green", "green");

    // Where no Envoy listens, nothing is made. The next one has it all made anew.
    try (var envoy = start(bootstrap())) {
      assertThat(envoy.stat("control_plane.connected_state")).isEqualTo(1);
      assertThat(mesh.builds).hasValue(builds + 1);
    }
  }

  private void put(String logFormat, String to, String... nodes) {
    mesh.put(configuration(logFormat, to, nodes));
    server.changed();
  }

  private Configuration configuration(String logFormat, String to, String... nodes) {
    var ports = new LinkedHashMap<String, Integer>();
    for (var node : nodes) {
      ports.put(node, node.equals("blue") ? blue.port() : green.port());
    }
    return TestMesh.configuration(listener, logFormat, to, ports);
  }

  private XdsServer serve(int port) {
    return new XdsServer(
        new XdsSettings("127.0.0.1", port, "us-west-2", "123456789012", "test", null, null),
        mesh,
        Access.OPEN,
        fleet);
  }

  private Map<String, Object> bootstrap() {
    return new PlainBootstrap(TestMesh.GATEWAY, server.port(), admin).tree();
  }

  /** As the agent in AWS's image writes it, in plain text. */
  private Map<String, Object> agentBootstrap() {
    var ads = Map.of("ads", Map.of(), "resource_api_version", "V3", "initial_fetch_timeout", "0s");
    var google =
        Map.of(
            "target_uri",
            "127.0.0.1:" + server.port(),
            "stat_prefix",
            "ads",
            "channel_args",
            Map.of(
                "args",
                Map.of(
                    "grpc.keepalive_time_ms", Map.of("int_value", 10_000),
                    "grpc.http2.max_pings_without_data", Map.of("int_value", 0))));
    var local =
        Map.of(
            "name",
            "local_cluster",
            "type",
            "EDS",
            "eds_cluster_config",
            Map.of(
                "eds_config",
                Map.of(
                    "ads",
                    Map.of(),
                    "resource_api_version",
                    "V3",
                    "initial_fetch_timeout",
                    "0.001s")));
    return Map.of(
        "node",
        Map.of(
            "id",
            "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/ingress",
            "cluster",
            "ingress"),
        "admin",
        Map.of(
            "address",
            Map.of("socket_address", Map.of("address", "127.0.0.1", "port_value", admin))),
        "dynamic_resources",
        Map.of(
            "ads_config",
            Map.of(
                "api_type",
                "GRPC",
                "transport_api_version",
                "V3",
                "grpc_services",
                List.of(Map.of("google_grpc", google))),
            "lds_config",
            ads,
            "cds_config",
            ads),
        "static_resources",
        Map.of("clusters", List.of(local)));
  }

  private EnvoyProcess start(Map<String, Object> bootstrap) throws IOException {
    var file = folder.path().resolve("bootstrap-" + admin + ".yaml");
    Files.writeString(file, YamlText.write(List.of(bootstrap)));
    return EnvoyProcess.start(ENVOY, file, admin);
  }

  private Optional<Fleet.Rejection> rejection() {
    return fleet.envoys().stream()
        .flatMap(it -> Optional.ofNullable(it.rejection()).stream())
        .findFirst();
  }

  private void awaitAnswer(String name) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(Load.get(HTTP, listener).body()).isEqualTo(name));
  }
}
