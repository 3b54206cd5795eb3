// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.store.PostgresServer;
import dev.operators.appmesh.envoy.CertificateAuthority;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.fixture.ApiMesh;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.NamedBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mesh made by the API, and requests through a real Envoy that real endpoints drive. */
class TrafficIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private List<Integer> ports;
  private int listener;
  private int admin;
  private String xds;
  private String egress;

  @BeforeEach
  void choosePorts() throws IOException {
    ports = FreePorts.some(6);
    listener = ports.get(0);
    admin = ports.get(1);
    xds = "--xds-listen=127.0.0.1:" + ports.get(2);
    egress = "--xds-egress-port=" + ports.get(3);
  }

  @Test
  void requestsFollowTheMeshAndOutliveTheEndpoint() throws Exception {
    try (var blue = NamedBackend.start("blue");
        var green = NamedBackend.start("green");
        var endpoint = EndpointProcess.on(folder.resolve("data"), xds, egress)) {
      try (var mesh = ApiMesh.at(endpoint.awaitServing())) {
        mesh.createColors(listener, blue.port(), green.port());
      }
      try (var envoy = EnvoyProcess.start(EnvoyProgram.find(), bootstrap(), admin)) {
        awaitAnswer("blue");
        try (var load = Load.on(listener)) {
          shift(endpoint.awaitServing(), "green");
          awaitAnswer("green");
          endpoint.kill();
          Awaitility.await().until(() -> envoy.stat("control_plane.connected_state") == 0);
          try (var next = EndpointProcess.on(folder.resolve("data"), xds, egress)) {
            next.awaitServing();
            Awaitility.await().until(() -> knowsWhatEnvoysHave(next));
            shift(next.awaitServing(), "blue");
            awaitAnswer("blue");
          }

          assertThat(load.failures()).isEmpty();
          assertThat(load.answers()).isGreaterThan(100);
        }
        assertThat(envoy.stat("listener_manager.lds.update_rejected")).isZero();
        assertThat(envoy.stat("cluster_manager.cds.update_rejected")).isZero();
      }
    }
  }

  /** Whatever is changed in a mesh, all at once or one after the other. */
  @Test
  void noRequestIsLostInFortyUpdates() throws Exception {
    var authority =
        CertificateAuthority.in(folder.resolve("authority"))
            .sign("one", "ip:127.0.0.1")
            .sign("two", "ip:127.0.0.1");
    try (var blue = NamedBackend.start("blue");
        var green = NamedBackend.start("green");
        var red = NamedBackend.start("red");
        var yellow = NamedBackend.start("yellow");
        var endpoint = EndpointProcess.on(folder.resolve("data"), xds, egress);
        var mesh = ApiMesh.at(endpoint.awaitServing())) {
      mesh.createColors(listener, blue.port(), green.port());
      var updates =
          new Updates(
              mesh,
              new Updates.Gateway(listener, ports.get(5), folder.resolve("server"), authority),
              red.port(),
              yellow.port());
      updates.begin();
      try (var envoy = EnvoyProcess.start(EnvoyProgram.find(), bootstrap(), admin)) {
        awaitAnswer("blue");
        try (var load = Load.on(listener, authority.client())) {
          int done = 0;
          for (int round = 0; done < 40 || load.answers() < 20_000; round++) {
            done += updates.round(load, round % 2 == 0);
          }
          var answers = load.answers();
          assertThat(load.failures()).as("%d answers, %d updates", answers, done).isEmpty();
          System.out.printf("%d updates, %d answers, none failed%n", done, answers);
        }
        for (var rejected :
            List.of("listener_manager.lds", "cluster_manager.cds", "sds.*", "http.*.rds.*")) {
          assertThat(envoy.stat(rejected + ".update_rejected")).as(rejected).isZero();
        }
      }
    }
  }

  @Test
  void openConnectionOutlivesItsListener() throws Exception {
    try (var blue = NamedBackend.start("blue");
        var endpoint = EndpointProcess.on(folder.resolve("data"), xds, egress);
        var mesh = ApiMesh.at(endpoint.awaitServing())) {
      mesh.createColors(listener, blue.port(), blue.port());
      try (var envoy = EnvoyProcess.start(EnvoyProgram.find(), bootstrap(), admin);
          var client = HttpClient.newHttpClient()) {
        awaitAnswer("blue");
        assertThat(Load.get(client, listener).body()).isEqualTo("blue");

        mesh.listen(ports.get(5));
        Updates.awaitRefused(listener);

        assertThat(Load.get(client, listener).body()).isEqualTo("blue");
        assertThat(envoy.stat("listener_manager.lds.update_rejected")).isZero();
      }
    }
  }

  /** Two endpoints share a database, and the Envoy has both in the cluster that it asks. */
  @Test
  void anotherEndpointGoesOnWhereOneIsKilled() throws Exception {
    try (var postgres = new PostgresServer();
        var blue = NamedBackend.start("blue");
        var green = NamedBackend.start("green")) {
      var database = postgres.database("mesh");
      try (var first = replica(database, ports.get(2));
          var second = replica(database, ports.get(4))) {
        second.awaitServing();
        try (var mesh = ApiMesh.at(first.awaitServing())) {
          mesh.createColors(listener, blue.port(), green.port());
        }
        try (var envoy = EnvoyProcess.start(EnvoyProgram.find(), bothInBootstrap(), admin);
            var load = Load.on(listener)) {
          awaitAnswer("blue");
          var asked = hasEnvoys(first) ? first : second;
          var other = asked == first ? second : first;
          assertThat(hasEnvoys(asked)).isTrue();
          assertThat(hasEnvoys(other)).isFalse();

          // The endpoint that is asked sees the change of the other one.
          var time = Stopwatch.start();
          shift(other.awaitServing(), "green");
          awaitAnswer("green");
          System.out.println("a change at another replica was served after " + time.elapsed());

          asked.kill();
          Awaitility.await().until(() -> knowsWhatEnvoysHave(other));
          shift(other.awaitServing(), "blue");
          awaitAnswer("blue");
          assertThat(load.failures()).isEmpty();
          assertThat(load.answers()).isGreaterThan(100);
          assertThat(envoy.stat("cluster_manager.cds.update_rejected")).isZero();
        }
      }
    }
  }

  private EndpointProcess replica(Storage.Database database, int port) {
    return EndpointProcess.jar(
        Map.of("APPMESH_OPERATOR_JDBC_PASSWORD", String.valueOf(database.password())),
        EndpointProcess.arguments(
            List.of(
                "--no-auth",
                "--mesh=apps",
                "--jdbc-url=" + database.url(),
                "--jdbc-user=" + database.user(),
                "--xds-listen=127.0.0.1:" + port,
                egress)));
  }

  private static boolean hasEnvoys(EndpointProcess endpoint) throws Exception {
    return envoys(endpoint).contains("\"ingress\"");
  }

  /** A change that comes before may cost requests, as docs/traffic.md says. */
  private static boolean knowsWhatEnvoysHave(EndpointProcess endpoint) throws Exception {
    return envoys(endpoint).contains("\"cluster\"");
  }

  private static String envoys(EndpointProcess endpoint) throws Exception {
    var page = endpoint.awaitStarted().resolve("/envoys");
    return HTTP.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
  }

  private Path bothInBootstrap() throws IOException {
    var yaml = new YAMLMapper();
    var file = bootstrap();
    var tree = yaml.readTree(file.toFile());
    var members = (ArrayNode) tree.findValue("lb_endpoints");
    var second = members.get(0).deepCopy();
    ((ObjectNode) second.findValue("socket_address")).put("port_value", ports.get(4));
    members.add(second);
    yaml.writeValue(file.toFile(), tree);
    return file;
  }

  private Path bootstrap() throws IOException {
    var printed =
        CommandLineRun.of(
            "endpoint",
            "envoy-bootstrap",
            "--mesh=apps",
            "--gateway=ingress",
            "--xds=127.0.0.1:" + ports.get(2),
            "--admin-listen=127.0.0.1:" + admin);
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return Files.writeString(folder.resolve("envoy.yaml"), printed.out());
  }

  private static void shift(URI endpoint, String node) {
    try (var mesh = ApiMesh.at(endpoint)) {
      mesh.shift(Map.of(node, 1));
    }
  }

  private void awaitAnswer(String name) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(Load.get(HTTP, listener).body()).isEqualTo(name));
  }
}
