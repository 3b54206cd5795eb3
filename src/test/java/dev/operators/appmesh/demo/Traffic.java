// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.demo;

import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.fixture.ApiMesh;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** Requests through the gateway {@code colors}, which an Envoy serves. */
final class Traffic implements AutoCloseable {

  /** Name of the gateway. */
  static final String GATEWAY = "colors";

  /** Who answers at first. */
  static final Map<String, Integer> BEFORE = Map.of("blue", 100, "green", 0);

  /** Who answers after the shift. */
  static final Map<String, Integer> AFTER = Map.of("blue", 0, "green", 100);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int REQUESTS = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final EnvoyProcess envoy;
  private final URI uri;

  private Traffic(EnvoyProcess envoy, URI uri) {
    this.envoy = envoy;
    this.uri = uri;
  }

  /**
   * The manifest of the gateway.
   *
   * @param port on which it listens
   */
  static String manifest(int port) {
    return """
    apiVersion: appmesh.operators.dev/v1beta1
    kind: VirtualGateway
    metadata:
      name: %s
      namespace: default
    spec:
      meshName: %s
      listeners:
      - portMapping: {port: %d, protocol: http}
    """
        .formatted(GATEWAY, ApiMesh.MESH, port);
  }

  /**
   * Starts the Envoy and waits until it serves the gateway.
   *
   * @param folder for its files
   * @param xds where it gets its configuration, as in {@code 127.0.0.1:8587}
   * @param port of the gateway
   * @param adminPort of Envoy's own interface
   */
  static Traffic start(EnvoyProgram program, Path folder, String xds, int port, int adminPort)
      throws IOException {
    var bootstrap =
        CommandLineRun.of(
            "endpoint",
            "envoy-bootstrap",
            "--mesh=" + ApiMesh.MESH,
            "--gateway=" + GATEWAY,
            "--xds=" + xds,
            "--admin-listen=127.0.0.1:" + adminPort);
    var file = Files.writeString(folder.resolve("envoy.yaml"), bootstrap.out());
    var envoy = EnvoyProcess.start(program, file, adminPort);
    return new Traffic(envoy, URI.create("http://127.0.0.1:" + port + "/"));
  }

  /** Where requests go. */
  URI uri() {
    return uri;
  }

  /** Makes requests before and after a shift of the weights; fails if others answer. */
  void follow(ApiMesh mesh) throws IOException, InterruptedException {
    System.out.printf("%nRequests through the gateway %s:%n", GATEWAY);
    expect("blue");
    mesh.shift(AFTER);
    System.out.println("  shifted the weights from blue to green");
    Awaitility.await("green").atMost(PATIENCE).until(this::answer, "green"::equals);
    expect("green");
  }

  private void expect(String name) throws IOException, InterruptedException {
    for (int i = 0; i < REQUESTS; i++) {
      var answer = answer();
      if (!answer.equals(name)) {
        throw new IllegalStateException(uri + " answers " + answer + " instead of " + name);
      }
    }
    System.out.printf("  %s answers %s, %d times of %d%n", uri, name, REQUESTS, REQUESTS);
  }

  private String answer() throws IOException, InterruptedException {
    var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(uri + " answers " + answer.statusCode());
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.close();
    envoy.close();
  }
}
