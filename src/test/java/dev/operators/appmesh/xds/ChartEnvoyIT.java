// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.operators.appmesh.chart.Chart;
import dev.operators.appmesh.envoy.CertificateAuthority;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.fixture.EndpointProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the chart's pods of endpoint and Envoy would run, as processes: with its arguments, files,
 * keys and commands, but with ports and folders of this machine.
 */
class ChartEnvoyIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final EnvoyProgram ENVOY = EnvoyProgram.find();
  private static final String ENDPOINT = "gateways-appmesh-gateway-operator-endpoint";
  private static final String HOST = ENDPOINT + ".mesh-system.svc";
  private static final String NAME = "gateways-appmesh-gateway-operator-envoy-ingress";

  @TempDir private Path folder;
  private List<JsonNode> objects;
  private int listener;
  private int admin;
  private int status;
  private int xds;
  private int api;

  @BeforeEach
  void makeWhatThePodsMount() throws Exception {
    objects = Chart.objects(Chart.render(Chart.ENVOYS, "envoys: {drainSeconds: 1}"));
    var ports = FreePorts.some(5);
    listener = ports.get(0);
    admin = ports.get(1);
    status = ports.get(2);
    xds = ports.get(3);
    api = ports.get(4);
    var authority = CertificateAuthority.in(folder.resolve("ca")).sign("server", "dns:" + HOST);
    Files.createDirectories(folder.resolve("etc/tls"));
    Files.createDirectories(folder.resolve("etc/trust"));
    Files.createDirectories(folder.resolve("etc/keys"));
    Files.createDirectories(folder.resolve("etc/bootstrap"));
    Files.copy(authority.chain("server"), folder.resolve("etc/tls/tls.crt"));
    Files.copy(authority.key("server"), folder.resolve("etc/tls/tls.key"));
    Files.copy(authority.certificate(), folder.resolve("etc/trust/ca.crt"));
    Files.writeString(folder.resolve("etc/keys/access-keys"), key("access-keys"));
    Files.writeString(bootstrap(), here(object("ConfigMap", NAME).at("/data/envoy.yaml").asText()));
  }

  @Test
  void envoyTakesTheBootstrap() {
    assertThat(ENVOY.problem(bootstrap())).isEmpty();
  }

  /** No probe kills one that waits, and none calls it ready. */
  @Test
  void anEnvoyWithoutItsGatewayAnswersNoProbe() throws Exception {
    try (var envoy = EnvoyProcess.startWaiting(ENVOY, bootstrap(), admin)) {
      Awaitility.await().until(() -> envoy.admin("GET", "/ready").contains("INITIALIZING"));

      assertThatThrownBy(() -> get(status, "/ready")).isInstanceOf(ConnectException.class);
      var startup = container("Deployment", NAME).path("startupProbe");
      assertThat(startup.path("failureThreshold").asInt()).isEqualTo(Integer.MAX_VALUE);
    }
  }

  @Test
  void theEnvoyGetsItsGatewayAnswersProbesAndIsDrained() throws Exception {
    createGateway();
    try (var endpoint =
        EndpointProcess.jar(Map.of(), arguments(container("StatefulSet", ENDPOINT)))) {
      endpoint.awaitServing();
      var pod = container("Deployment", NAME);
      try (var envoy =
          EnvoyProcess.start(ENVOY, arguments(pod), environment(pod), bootstrap(), admin)) {
        assertThat(get(status, probe(pod, "readinessProbe")).body()).isEqualTo("LIVE\n");
        assertThat(get(status, probe(pod, "livenessProbe")).statusCode()).isEqualTo(200);
        assertThat(get(status, probe(pod, "startupProbe")).statusCode()).isEqualTo(200);
        assertThat(get(status, "/stats/prometheus").body()).contains("envoy_server_live");
        for (var path : List.of("/quitquitquit", "/config_dump", "/ready/..", "/")) {
          assertThat(get(status, path).statusCode()).as(path).isEqualTo(404);
        }

        assertThat(get(listener, "/").headers().firstValue("connection")).isEmpty();
        assertThat(drain(pod)).isZero();
        assertThat(get(status, "/ready").statusCode()).isEqualTo(503);
        // It serves on, and tells clients to leave.
        assertThat(get(listener, "/").headers().firstValue("connection")).hasValue("close");
        assertThat(envoy.stat("listener_manager.lds.update_rejected")).isZero();
      }
    }
  }

  private void createGateway() throws Exception {
    try (var endpoint = EndpointProcess.on(folder.resolve("data/appmesh"))) {
      var uri = endpoint.awaitServing().resolve("/v20190125/meshes/apps/virtualGateways");
      var gateway =
          """
          {"virtualGatewayName": "ingress",
           "spec": {"listeners": [{"portMapping": {"port": %d, "protocol": "http"}}]}}
          """
              .formatted(listener);
      var request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(gateway)).build();
      assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private int drain(JsonNode pod) throws Exception {
    var command = pod.at("/lifecycle/preStop/exec/command").valueStream();
    return new ProcessBuilder(command.map(it -> here(it.asText())).toList())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** A text of the chart, with what it names as it is on this machine. */
  private String here(String text) {
    return text.replace("/etc/appmesh/", folder.resolve("etc") + "/")
        .replace("/data/", folder.resolve("data") + "/")
        .replace("{address: \"" + HOST + "\",", "{address: 127.0.0.1,")
        .replace("8585", "" + api)
        .replace("0.0.0.0:8586", "127.0.0.1:0")
        .replace("8587", "" + xds)
        .replace("9901", "" + admin)
        .replace("9902", "" + status);
  }

  private List<String> arguments(JsonNode container) {
    return container.path("args").valueStream().map(it -> here(it.asText())).toList();
  }

  private Map<String, String> environment(JsonNode container) {
    var environment = new HashMap<String, String>();
    for (var variable : container.path("env")) {
      var reference = variable.at("/valueFrom/secretKeyRef");
      assertThat(reference.path("name").asText()).isEqualTo(ENDPOINT + "-access-keys");
      environment.put(variable.path("name").asText(), key(reference.path("key").asText()));
    }
    return environment;
  }

  private static String probe(JsonNode container, String kind) {
    var request = container.path(kind).path("httpGet");
    assertThat(request.path("port").asText()).isEqualTo("status");
    return request.path("path").asText();
  }

  private String key(String name) {
    return object("Secret", ENDPOINT + "-access-keys").path("stringData").path(name).asText();
  }

  private Path bootstrap() {
    return folder.resolve("etc/bootstrap/envoy.yaml");
  }

  private JsonNode container(String kind, String name) {
    return object(kind, name).at("/spec/template/spec/containers/0");
  }

  private JsonNode object(String kind, String name) {
    return objects.stream()
        .filter(it -> it.path("kind").asText().equals(kind))
        .filter(it -> it.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
