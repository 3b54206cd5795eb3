// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.Patience;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.SdkRequests;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.LimitExceededException;
import software.amazon.awssdk.services.appmesh.model.MeshData;
import software.amazon.awssdk.services.appmesh.model.ServiceUnavailableException;
import software.amazon.awssdk.services.appmesh.model.TooManyRequestsException;

/** What the flags of the program say is what it does. */
class EndpointProgramIT {

  /** Enough for a start. */
  private static final int MAX_FILES = 512;

  /** Gateways that do not fit into 48 MiB together. */
  private static final int MANY = 100_000;

  @TempDir private Path parent;

  @Test
  void flagsReachTheServerAndItsStateMoves() throws Exception {
    var data = parent.resolve("data");
    MeshData mesh;
    try (var endpoint =
        EndpointProcess.with(
            data,
            "--mesh=apps",
            "--log-format=json",
            "--quota=meshes-per-account=1",
            "--fault=ListMeshes=503@1",
            "--rate-limit=writes=0.001")) {
      try (var sdk = sdk(endpoint.awaitServing(), data)) {
        mesh = sdk.describeMesh(it -> it.meshName("apps")).mesh();
        assertThatThrownBy(sdk::listMeshes).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> sdk.createMesh(it -> it.meshName("more")))
            .isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> sdk.createMesh(it -> it.meshName("more")))
            .isInstanceOf(TooManyRequestsException.class);
      }
      tellsOfItsRequests(endpoint, key(data));
      endpoint.terminate();
      assertThat(endpoint.awaitExit()).isZero();
    }

    var moved = parent.resolve("moved");
    try (var endpoint = EndpointProcess.with(moved, "--seed=" + dump(data));
        var sdk = sdk(endpoint.awaitServing(), moved)) {
      assertThat(sdk.describeMesh(it -> it.meshName("apps")).mesh()).isEqualTo(mesh);
      assertThat(sdk.listMeshes().meshes()).hasSize(1);
    }
  }

  /**
   * At an exception of its socket, such as too many open files, Helidon's listener ends for good.
   */
  @Test
  void livezIs503WhereTheListenerOfTheApiHasEnded() throws Exception {
    try (var endpoint = EndpointProcess.withFiles(MAX_FILES, parent.resolve("data"))) {
      var api = endpoint.awaitServing();
      var livez = endpoint.awaitStarted().resolve("/livez");
      assertThat(body(livez)).startsWith("200 ");

      var held = new ArrayList<Socket>();
      Awaitility.await("the listener has ended")
          .atMost(Patience.PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> !connects(api, held));
      for (var socket : held) {
        socket.close();
      }

      assertThat(body(livez)).startsWith("503 ").contains(" of the API ");
    }
  }

  @Test
  void dumpNeedsNoMemoryForAllOfAMesh() throws SQLException {
    var data = parent.resolve("data");
    try (var endpoint =
        EmbeddedEndpoint.with(SdkRequests.MESH).storage(new Storage.Folder(data)).start()) {
      endpoint.sdk.createVirtualGateway(SdkRequests.gateway("gw", 80));
    }
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("endpoint.db"));
        var statement = connection.createStatement()) {
      statement.execute(
          """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
          INSERT INTO mesh_resource SELECT parent, kind, name || '-' || i, uid, version,
            created_at, last_updated_at, status, spec, tags
          FROM mesh_resource, n WHERE kind = 'VirtualGateway'
          """
              .formatted(MANY));
    }

    try (var dump = EndpointProcess.dumping(data, "-Xmx48m", "-XX:+UseSerialGC")) {
      assertThat(dump.awaitExit()).isZero();
      assertThat(dump.output().lines()).hasSize(1 + 1 + 1 + MANY);
    }
  }

  @Test
  void servesEnvoysWhereItIsToldAndOnlyThen() throws Exception {
    try (var endpoint = EndpointProcess.on(parent.resolve("data"), "--no-xds")) {
      var management = endpoint.awaitStarted();
      assertThat(endpoint.output()).doesNotContain("Serving Envoys");
      assertThat(body(management.resolve("/envoys")))
          .startsWith("200 ")
          .contains("\"envoys\" : [ ]");
    }
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var xds = "--xds-listen=127.0.0.1:" + taken.getLocalPort();
      try (var endpoint = EndpointProcess.on(parent.resolve("data"), xds)) {
        assertThat(endpoint.awaitExit()).isEqualTo(1);
        assertThat(endpoint.output().lines())
            .singleElement()
            .asString()
            .contains("127.0.0.1, port " + taken.getLocalPort(), "already in use", "--xds-listen");
      }
      taken.close();
      try (var endpoint = EndpointProcess.on(parent.resolve("data"), xds)) {
        endpoint.awaitStarted();
        assertThat(endpoint.output())
            .contains("Serving Envoys at 127.0.0.1:" + taken.getLocalPort());
      }
    }
  }

  private static boolean connects(URI uri, List<Socket> held) throws IOException {
    try {
      held.add(new Socket(uri.getHost(), uri.getPort()));
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  private static void tellsOfItsRequests(EndpointProcess endpoint, AwsBasicCredentials key)
      throws IOException, InterruptedException {
    var management = endpoint.awaitStarted();
    assertThat(body(management.resolve("/livez"))).startsWith("200 ");
    assertThat(body(management.resolve("/readyz"))).startsWith("200 ");
    assertThat(body(management.resolve("/metrics")))
        .contains(
            "appmesh_endpoint_requests_seconds_count{error_code=\"ServiceUnavailableException\","
                + "operation=\"ListMeshes\",status_code=\"503\"} 1")
        .contains("jvm_memory_used_bytes{");
    assertThat(endpoint.output().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("{")
                    .contains("\"operation\":\"DescribeMesh\"", "\"requestId\":\"")
                    .contains("\"accessKey\":\"" + key.accessKeyId() + "\""));
    assertThat(endpoint.output()).doesNotContain(key.secretAccessKey());
  }

  /** What {@code endpoint dump} prints, in a file. */
  private Path dump(Path data) throws IOException {
    try (var dump = EndpointProcess.dumping(data)) {
      assertThat(dump.awaitExit()).isZero();
      return Files.writeString(parent.resolve("state"), dump.output());
    }
  }

  private static String body(URI page) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    }
  }

  /** The key that the endpoint made at its first start. */
  private static AwsBasicCredentials key(Path data) throws IOException {
    var words = Files.readString(data.resolve("access-keys")).split(" ", -1);
    return AwsBasicCredentials.create(words[0], words[1]);
  }

  private static AppMeshClient sdk(URI endpoint, Path data) throws IOException {
    return AppMeshClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_WEST_2)
        .credentialsProvider(StaticCredentialsProvider.create(key(data)))
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }
}
