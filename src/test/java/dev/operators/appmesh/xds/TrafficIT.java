// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.fixture.ColorsMesh;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.NamedBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayListener;

/** A mesh made by the API, and requests through a real Envoy that a real endpoint drives. */
class TrafficIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private int listener;

  @Test
  void requestsFollowTheMeshAndOutliveTheEndpoint() throws Exception {
    var ports = FreePorts.some(4);
    listener = ports.get(0);
    var xds =
        new String[] {
          "--xds-listen=127.0.0.1:" + ports.get(2), "--xds-egress-port=" + ports.get(3)
        };
    try (var blue = NamedBackend.start("blue");
        var green = NamedBackend.start("green");
        var endpoint = EndpointProcess.on(folder.resolve("data"), xds)) {
      try (var sdk = sdk(endpoint.awaitServing())) {
        create(sdk, Map.of("blue", blue.port(), "green", green.port()));
      }
      try (var envoy = EnvoyProcess.start(EnvoyProgram.find(), bootstrap(ports), ports.get(1))) {
        awaitAnswer("blue");
        assertThat(envoy.admin("GET", "/listeners")).contains("127.0.0.1:" + ports.get(3));
        try (var load = Load.on(listener)) {
          shift(endpoint.awaitServing(), "green");
          awaitAnswer("green");
          endpoint.kill();
          Awaitility.await().until(() -> envoy.stat("control_plane.connected_state") == 0);
          try (var next = EndpointProcess.on(folder.resolve("data"), xds)) {
            next.awaitServing();
            Awaitility.await().until(() -> envoy.stat("control_plane.connected_state") == 1);
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

  private Path bootstrap(List<Integer> ports) throws IOException {
    var printed =
        CommandLineRun.of(
            "endpoint",
            "envoy-bootstrap",
            "--mesh=apps",
            "--gateway=ingress",
            "--xds=127.0.0.1:" + ports.get(2),
            "--admin-listen=127.0.0.1:" + ports.get(1));
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return Files.writeString(folder.resolve("envoy.yaml"), printed.out());
  }

  private void create(AppMeshClient sdk, Map<String, Integer> nodes) {
    var mesh = new ColorsMesh(sdk);
    mesh.create(nodes, Map.of("blue", 1));
    sdk.createVirtualGateway(
        it ->
            it.meshName(ColorsMesh.MESH)
                .virtualGatewayName("ingress")
                .spec(
                    spec ->
                        spec.listeners(
                            VirtualGatewayListener.builder()
                                .portMapping(p -> p.port(listener).protocol("http"))
                                .build())));
    mesh.expose("ingress");
  }

  private static void shift(URI endpoint, String node) {
    try (var sdk = sdk(endpoint)) {
      new ColorsMesh(sdk).shift(Map.of(node, 1));
    }
  }

  private static AppMeshClient sdk(URI endpoint) {
    return AppMeshClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_WEST_2)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  private void awaitAnswer(String name) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(Load.get(HTTP, listener).body()).isEqualTo(name));
  }
}
