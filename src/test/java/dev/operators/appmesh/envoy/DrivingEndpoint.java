// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.clients.ApiAnswer;
import dev.operators.appmesh.clients.SdkClient;
import dev.operators.appmesh.fixture.EndpointProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real endpoint, to which meshes come by the AWS SDK, and which drives the Envoys of their
 * gateways.
 */
final class DrivingEndpoint implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final int xds;
  private final int egress;
  private final EndpointProcess process;
  private final SdkClient sdk;
  private final URI management;

  private DrivingEndpoint(Path folder) throws IOException {
    this.folder = folder;
    var ports = FreePorts.some(2);
    xds = ports.get(0);
    egress = ports.get(1);
    process =
        EndpointProcess.on(
            folder.resolve("data"), "--xds-listen=127.0.0.1:" + xds, "--xds-egress-port=" + egress);
    sdk = new SdkClient(process.awaitServing());
    management = process.awaitStarted();
  }

  /** Starts one with its files in a folder. */
  static DrivingEndpoint start(Path folder) throws IOException {
    return new DrivingEndpoint(folder);
  }

  /** The port on which its Envoys send requests to themselves: no other endpoint's have it. */
  int egress() {
    return egress;
  }

  /** Creates a mesh with all that is in it. */
  void create(LocalMesh mesh) {
    mesh.requests().forEach(it -> call("Create" + it.kind().apiName(), it.input()));
  }

  /** A call of the API, which succeeds. */
  void call(String operation, JsonNode input) {
    assertThat(sdk.call(operation, input))
        .as(operation + " " + input)
        .isInstanceOf(ApiAnswer.Output.class);
  }

  /** Starts the Envoy of a gateway, with the bootstrap that the program prints for it. */
  EnvoyProcess envoy(EnvoyProgram program, String mesh, String gateway) throws IOException {
    int admin = FreePorts.some(1).getFirst();
    var printed =
        CommandLineRun.of(
            "endpoint",
            "envoy-bootstrap",
            "--mesh=" + mesh,
            "--gateway=" + gateway,
            "--xds=127.0.0.1:" + xds,
            "--admin-listen=127.0.0.1:" + admin);
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    var bootstrap =
        Files.writeString(folder.resolve(gateway + "-" + admin + ".yaml"), printed.out());
    var envoy = EnvoyProcess.start(program, bootstrap, admin);
    try {
      Awaitility.await().until(() -> isListening(envoy));
      return envoy;
    } catch (RuntimeException e) {
      envoy.close();
      throw e;
    }
  }

  /** It is live a moment before its only worker has opened the listeners. */
  private static boolean isListening(EnvoyProcess envoy) {
    var listeners = envoy.stat("listener_manager.total_listeners_active");
    return listeners > 0 && envoy.stat("listener_manager.listener_create_success") >= listeners;
  }

  /** What it says that it leaves out of the configuration of a gateway. */
  List<String> omitted(String mesh, String gateway) throws IOException, InterruptedException {
    return envoys("omissions", mesh, gateway).map(it -> it.get("resource").asText()).toList();
  }

  /** What it says that the Envoy of a gateway has rejected last; missing for nothing. */
  JsonNode rejection(String mesh, String gateway) throws IOException, InterruptedException {
    return envoys("envoys", mesh, gateway).findFirst().orElseThrow().path("rejection");
  }

  private Stream<JsonNode> envoys(String member, String mesh, String gateway)
      throws IOException, InterruptedException {
    return JSON.readTree(get("/envoys"))
        .get(member)
        .valueStream()
        .filter(it -> it.get("mesh").asText().equals(mesh))
        .filter(it -> it.get("gateway").asText().equals(gateway));
  }

  /** What a page of its management port says. */
  String get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(management.resolve(path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  /** The lines of its log that have this part. */
  long lines(String part) {
    return process.output().lines().filter(line -> line.contains(part)).count();
  }

  @Override
  public void close() {
    sdk.close();
    process.close();
  }
}
