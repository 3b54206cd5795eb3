// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What an Envoy would reject, or rejects, is told once and keeps nothing else from being served;
 * once it is mended it is served.
 */
class RejectionIT {

  private static final EnvoyProgram ENVOY = EnvoyProgram.find();
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PORT = 80;

  private static TempFolder folder;
  private static DrivingEndpoint endpoint;

  @BeforeAll
  static void startEndpoint() throws IOException {
    folder = TempFolder.create("appmesh-rejection-");
    endpoint = DrivingEndpoint.start(folder.path());
  }

  @AfterAll
  static void stopEndpoint() throws IOException {
    endpoint.close();
    folder.close();
  }

  @Test
  void regularExpressionsAreNotSentBeforeTheyAreMended() throws Exception {
    var mesh = create("regex");
    try (var _ = NodeBackends.start(ENVOY, folder.path(), mesh);
        var envoy = endpoint.envoy(ENVOY, "regex", "gw")) {
      call("CreateGatewayRoute", "regex", "a", gatewayRoute("/a/(?=b).*"));
      call("CreateGatewayRoute", "regex", "b", gatewayRoute("/b/[0-9]+"));
      awaitAnswer(mesh, "/b/1", "200");

      assertThat(answer(mesh, "/a/b")).isEqualTo("404");
      assertThat(endpoint.omitted("regex", "gw"))
          .containsExactly("virtualGateway/gw/gatewayRoute/a");
      call("CreateGatewayRoute", "regex", "c", gatewayRoute("/c/[0-9]+"));
      awaitAnswer(mesh, "/c/1", "200");
      assertThat(endpoint.lines("leaves out virtualGateway/gw/gatewayRoute/a")).isOne();
      assertThat(rejections("regex", "routes")).isZero();
      assertThat(
              envoy.stat(
                  "http.ingress.rds.rds_ingress_http_%d.update_rejected"
                      .formatted(mesh.listener(PORT))))
          .isZero();

      call("UpdateGatewayRoute", "regex", "a", gatewayRoute("/a/b.*"));
      awaitAnswer(mesh, "/a/b", "200");
      assertThat(endpoint.omitted("regex", "gw")).isEmpty();
    }
  }

  @Test
  void logFormatsAreNotSentBeforeTheyAreMended() throws Exception {
    var mesh = create("format");
    var log = folder.path().resolve("format.log");
    try (var _ = NodeBackends.start(ENVOY, folder.path(), mesh);
        var envoy = endpoint.envoy(ENVOY, "format", "gw")) {
      update("format", mesh, gateway(log, "%NOSUCH%\n"));
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(endpoint.omitted("format", "gw"))
                      .containsExactly("virtualGateway/gw"));
      call("CreateGatewayRoute", "format", "b", gatewayRoute("/b"));
      awaitAnswer(mesh, "/b", "200");
      assertThat(log).doesNotExist();
      assertThat(envoy.stat("listener_manager.lds.update_rejected")).isZero();

      update("format", mesh, gateway(log, "%REQ(:PATH)%\n"));
      awaitLogged(mesh, envoy, log, "/b");
      assertThat(endpoint.omitted("format", "gw")).isEmpty();
    }
  }

  /** Whether a folder of logs is there, only Envoy knows. */
  @Test
  void whatEnvoyRejectsIsToldInItsWordsAndNotSentAgain() throws Exception {
    var mesh = create("folder");
    var missing = folder.path().resolve("missing");
    try (var _ = NodeBackends.start(ENVOY, folder.path(), mesh);
        var envoy = endpoint.envoy(ENVOY, "folder", "gw")) {
      update("folder", mesh, gateway(missing.resolve("access.log"), "%REQ(:PATH)%\n"));
      Awaitility.await().until(() -> !endpoint.rejection("folder", "gw").isMissingNode());
      assertThat(endpoint.rejection("folder", "gw").get("type").asText()).isEqualTo("listener");
      assertThat(endpoint.rejection("folder", "gw").get("message").asText())
          .contains(missing.toString());

      // Routes and clusters of the same gateway go on, on the listener as it was.
      call("CreateGatewayRoute", "folder", "b", gatewayRoute("/b"));
      awaitAnswer(mesh, "/b", "200");
      assertThat(envoy.stat("listener_manager.lds.update_rejected")).isOne();
      assertThat(rejections("folder", "listener")).isOne();
      assertThat(endpoint.lines("an Envoy of mesh/folder/virtualGateway/gw rejects")).isOne();

      Files.createDirectory(missing);
      update("folder", mesh, gateway(missing.resolve("other.log"), "%REQ(:PATH)%\n"));
      awaitLogged(mesh, envoy, missing.resolve("other.log"), "/b");
    }
  }

  /** A gateway with one gateway route, to /ok. */
  private static LocalMesh create(String name) throws IOException {
    var specs = new TreeMap<String, Map<String, Object>>();
    var mapping = Map.of("portMapping", Map.of("port", PORT, "protocol", "http"));
    specs.put(
        "virtualNode/vn",
        Map.of(
            "listeners", List.of(mapping),
            "serviceDiscovery", Map.of("dns", Map.of("hostname", "a"))));
    specs.put(
        "virtualService/svc",
        Map.of("provider", Map.of("virtualNode", Map.of("virtualNodeName", "vn"))));
    specs.put("virtualGateway/gw", Map.of("listeners", List.of(mapping)));
    specs.put("virtualGateway/gw/gatewayRoute/ok", gatewayRoute("/ok"));
    var mesh = LocalMesh.of(name, specs, Map.of());
    endpoint.create(mesh);
    return mesh;
  }

  private static Map<String, Object> gatewayRoute(String regex) {
    return Map.of(
        "httpRoute",
        Map.of(
            "match", Map.of("path", Map.of("regex", regex)),
            "action",
                Map.of("target", Map.of("virtualService", Map.of("virtualServiceName", "svc")))));
  }

  private static Map<String, Object> gateway(Path log, String format) {
    var file = Map.of("path", log.toString(), "format", Map.of("text", format));
    return Map.of("logging", Map.of("accessLog", Map.of("file", file)));
  }

  private static void update(String name, LocalMesh mesh, Map<String, Object> logging) {
    var input = input(name, logging);
    ((ObjectNode) input.get("spec"))
        .putArray("listeners")
        .addObject()
        .putObject("portMapping")
        .put("port", mesh.listener(PORT))
        .put("protocol", "http");
    endpoint.call("UpdateVirtualGateway", input);
  }

  private static void call(
      String operation, String mesh, String gatewayRoute, Map<String, Object> spec) {
    endpoint.call(operation, input(mesh, spec).put("gatewayRouteName", gatewayRoute));
  }

  private static ObjectNode input(String mesh, Map<String, Object> spec) {
    var input = JSON.createObjectNode().put("meshName", mesh).put("virtualGatewayName", "gw");
    return input.set("spec", JSON.valueToTree(spec));
  }

  private static String answer(LocalMesh mesh, String path) throws IOException {
    var answer = WireRequest.of("GET " + path, "a").send(mesh.listener(PORT));
    return String.valueOf(answer.status());
  }

  private static void awaitAnswer(LocalMesh mesh, String path, String answer) {
    Awaitility.await().untilAsserted(() -> assertThat(answer(mesh, path)).isEqualTo(answer));
  }

  private static void awaitLogged(LocalMesh mesh, EnvoyProcess envoy, Path log, String line) {
    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(answer(mesh, line)).isEqualTo("200");
              envoy.flushLogs();
              assertThat(log).exists();
              assertThat(Files.readAllLines(log)).contains(line);
            });
  }

  private static long rejections(String mesh, String type)
      throws IOException, InterruptedException {
    var start = "appmesh_endpoint_xds_rejections_total{";
    return endpoint
        .get("/metrics")
        .lines()
        .filter(it -> it.startsWith(start) && it.contains("mesh=\"" + mesh + "\""))
        .filter(it -> it.contains("type=\"" + type + "\""))
        .mapToLong(it -> (long) Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
        .sum();
  }
}
