// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.fixture.EndpointProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.model.HttpRoute;
import software.amazon.awssdk.services.appmesh.model.Listener;
import software.amazon.awssdk.services.appmesh.model.PortProtocol;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayListener;
import software.amazon.awssdk.services.appmesh.model.VirtualRouterListener;
import software.amazon.awssdk.services.appmesh.model.WeightedTarget;

/** A mesh made by the API, and requests through a real Envoy that a real endpoint drives. */
class TrafficIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private int listener;

  @Test
  void requestsFollowTheMeshAndOutliveTheEndpoint() throws Exception {
    var ports = FreePorts.some(3);
    listener = ports.get(0);
    var xds = "--xds-listen=127.0.0.1:" + ports.get(2);
    try (var blue = NamedBackend.start("blue");
        var green = NamedBackend.start("green");
        var endpoint = EndpointProcess.on(folder.resolve("data"), xds)) {
      try (var sdk = sdk(endpoint.awaitServing())) {
        node(sdk, "blue", blue.port());
        node(sdk, "green", green.port());
        create(sdk);
      }
      try (var envoy = EnvoyProcess.start(EnvoyProgram.find(), bootstrap(ports), ports.get(1))) {
        awaitAnswer("blue");
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

  private void create(AppMeshClient sdk) {
    sdk.createVirtualRouter(
        it ->
            it.meshName("apps")
                .virtualRouterName("colors")
                .spec(
                    spec ->
                        spec.listeners(
                            VirtualRouterListener.builder()
                                .portMapping(p -> p.port(80).protocol(PortProtocol.HTTP))
                                .build())));
    sdk.createRoute(
        it ->
            it.meshName("apps")
                .virtualRouterName("colors")
                .routeName("all")
                .spec(spec -> spec.httpRoute(to("blue"))));
    sdk.createVirtualService(
        it ->
            it.meshName("apps")
                .virtualServiceName("colors.local")
                .spec(
                    spec ->
                        spec.provider(p -> p.virtualRouter(r -> r.virtualRouterName("colors")))));
    sdk.createVirtualGateway(
        it ->
            it.meshName("apps")
                .virtualGatewayName("ingress")
                .spec(
                    spec ->
                        spec.listeners(
                            VirtualGatewayListener.builder()
                                .portMapping(p -> p.port(listener).protocol("http"))
                                .build())));
    sdk.createGatewayRoute(
        it ->
            it.meshName("apps")
                .virtualGatewayName("ingress")
                .gatewayRouteName("all")
                .spec(
                    spec ->
                        spec.httpRoute(
                            route ->
                                route
                                    .match(match -> match.prefix("/"))
                                    .action(
                                        action ->
                                            action.target(
                                                target ->
                                                    target.virtualService(
                                                        service ->
                                                            service.virtualServiceName(
                                                                "colors.local")))))));
  }

  private static void node(AppMeshClient sdk, String name, int port) {
    sdk.createVirtualNode(
        it ->
            it.meshName("apps")
                .virtualNodeName(name)
                .spec(
                    spec ->
                        spec.listeners(
                                Listener.builder()
                                    .portMapping(p -> p.port(port).protocol(PortProtocol.HTTP))
                                    .build())
                            .serviceDiscovery(s -> s.dns(dns -> dns.hostname("127.0.0.1")))));
  }

  private static void shift(URI endpoint, String node) {
    try (var sdk = sdk(endpoint)) {
      sdk.updateRoute(
          it ->
              it.meshName("apps")
                  .virtualRouterName("colors")
                  .routeName("all")
                  .spec(spec -> spec.httpRoute(to(node))));
    }
  }

  private static HttpRoute to(String node) {
    return HttpRoute.builder()
        .match(match -> match.prefix("/"))
        .action(
            action ->
                action.weightedTargets(
                    WeightedTarget.builder().virtualNode(node).weight(1).build()))
        .build();
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
