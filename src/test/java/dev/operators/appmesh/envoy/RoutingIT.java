// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Where a real Envoy sends requests. */
class RoutingIT {

  private static final Path TABLES = Path.of("src/test/resources/envoy");
  private static final EnvoyProgram ENVOY = EnvoyProgram.find();

  private static TempFolder folder;
  private static Upstream upstream;

  @BeforeAll
  static void startUpstream() throws Exception {
    folder = TempFolder.create("appmesh-envoy-");
    var authority =
        CertificateAuthority.in(folder.path().resolve("authority")).sign("server", "dns:a");
    upstream = Upstream.start(ENVOY, folder.path(), authority);
  }

  @AfterAll
  static void stopUpstream() {
    upstream.close();
    folder.close();
  }

  @Test
  @SuppressWarnings("unchecked")
  void requestsGetWhereTheTableSays() throws IOException {
    var table = yaml("routing.yaml");
    var specs = new TreeMap<>((Map<String, Map<String, Object>>) table.get("specs"));
    var configuration = configuration(new MeshResources("m", specs), "gw");

    assertThat(configuration.omissions())
        .extracting(Configuration.Omission::resource)
        .containsExactlyInAnyOrder(
            "virtualGateway/gw/gatewayRoute/bad",
            "virtualNode/cloud",
            "virtualNode/gone",
            "virtualRouter/routed/route/bad",
            "virtualRouter/routed/route/zero",
            "virtualService/gone.svc",
            "virtualService/nobody.svc");
    assertAnswers(
        configuration, (List<Map<String, Object>>) table.getOrDefault("requests", List.of()));
  }

  @Test
  @SuppressWarnings("unchecked")
  void theExamplesDoWhatTheirNamesSay() throws IOException {
    for (var example : yaml("examples.yaml").entrySet()) {
      var dot = example.getKey().indexOf('.');
      var mesh = ExampleMesh.named(example.getKey().substring(0, dot));
      assertAnswers(
          configuration(mesh, example.getKey().substring(dot + 1)),
          (List<Map<String, Object>>) example.getValue());
    }
  }

  @Test
  void weightsAreShares() throws IOException {
    var configuration = configuration(ExampleMesh.named("color-weights"), "ingress-vg");
    try (var mesh = start(configuration)) {
      var nodes = new HashMap<String, Integer>();
      for (int i = 0; i < 200; i++) {
        var answer = WireRequest.of("GET /tell", "a").send(mesh.port(9080)).summary();
        nodes.merge(answer.split(" ")[1], 1, Integer::sum);
      }
      assertThat(nodes)
          .containsOnlyKeys("colorteller-black-vn_http_9080", "colorteller-blue-vn_http_9080");
      assertThat(nodes.get("colorteller-black-vn_http_9080"))
          .isGreaterThan(nodes.get("colorteller-blue-vn_http_9080"));
    }
  }

  /** With the resolver's own defaults Envoy would wait for 75 s, and {@code start} waits for 30. */
  @Test
  void dnsServersThatAreSilentHoldUpNothingForLong() throws IOException {
    var configuration = configuration(ExampleMesh.named("color-weights"), "ingress-vg");
    var adminPort = FreePorts.some(1).getFirst();
    try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var bootstrap =
          new StaticBootstrap(adminPort)
              .add("", configuration)
              .withPortsFrom(0)
              .withResolver(silent.getLocalPort())
              .tree();
      var file = new Bootstrap(Map.of(), Map.of(), folder.path()).write("silent", bootstrap);
      try (var envoy = EnvoyProcess.start(ENVOY, file, adminPort)) {
        assertThat(envoy.stat("cluster.cds_egress_.*colorteller-red-vn.*.update_failure"))
            .isPositive();
      }
    }
  }

  /** All at once, so that one run shows all that is wrong. */
  private static void assertAnswers(Configuration configuration, List<Map<String, Object>> requests)
      throws IOException {
    var wrong = new LinkedHashMap<Map<String, Object>, String>();
    try (var mesh = start(configuration)) {
      for (var request : requests) {
        var answer = answer(mesh, request);
        if (!answer.equals(request.get("get"))) {
          wrong.put(request, answer);
        }
      }
    }
    assertThat(requests).isNotEmpty();
    assertThat(wrong).as("answers that are not those of the table").isEmpty();
  }

  private static String answer(RunningMesh mesh, Map<String, Object> request) throws IOException {
    var host = String.valueOf(request.getOrDefault("host", "client.example.com"));
    var wire = WireRequest.of(String.valueOf(request.get("ask")), host);
    for (var header : ((Map<?, ?>) request.getOrDefault("headers", Map.of())).entrySet()) {
      wire = wire.with(String.valueOf(header.getKey()), String.valueOf(header.getValue()));
    }
    var answer = wire.send(mesh.port((Integer) request.getOrDefault("port", 80)));
    // No node sees how the two hops tell each other the target.
    assertThat(answer.headers().getOrDefault("x-target", "-")).isEqualTo("-");
    return answer.summary();
  }

  private static Configuration configuration(MeshResources mesh, String gateway) {
    return GatewayConfiguration.of(mesh, gateway, TranslatorSettings.DEFAULT);
  }

  private static RunningMesh start(Configuration configuration) throws IOException {
    return RunningMesh.start(ENVOY, configuration, upstream, Map.of(), folder.path());
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    try (var reader = Files.newBufferedReader(TABLES.resolve(file))) {
      return new Yaml(options).load(reader);
    }
  }
}
