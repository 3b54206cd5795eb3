// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** TLS of a gateway of a mesh, to both sides, in a real Envoy. */
class MeshTlsIT {

  private static final EnvoyProgram ENVOY = EnvoyProgram.find();
  private static final String SERVER = "server.example.com";

  private static TempFolder folder;
  private static CertificateAuthority authority;
  private static Upstream upstream;

  @BeforeAll
  static void startUpstream() throws Exception {
    folder = TempFolder.create("appmesh-envoy-");
    authority =
        CertificateAuthority.in(folder.path().resolve("authority"))
            .sign("server", "dns:" + SERVER)
            .sign("good", "dns:good.example.com")
            .sign("other", "dns:other.example.com");
    upstream = Upstream.start(ENVOY, folder.path(), authority);
  }

  @AfterAll
  static void stopUpstream() {
    upstream.close();
    folder.close();
  }

  @Test
  void permissiveTakesBothAndRoutesTellTheSchemesApart() throws Exception {
    var listener = Map.of("certificate", Map.of("file", pair("/srv/server")), "mode", "PERMISSIVE");
    try (var mesh = start(Map.of("tls", listener), Map.of())) {
      var request = WireRequest.of("GET /", "a");
      assertThat(request.send(mesh.port(80)).summary()).isEqualTo("200 plain_http_80 / svc");
      assertThat(request.send(connected(authority.client(), mesh)).summary())
          .isEqualTo("200 secure_http_80 / svc");
    }
  }

  @Test
  void strictTakesClientsWithTheRightCertificateAlone() throws Exception {
    var listener =
        Map.of(
            "certificate", Map.of("file", pair("/srv/server")),
            "mode", "STRICT",
            "validation",
                Map.of(
                    "trust", Map.of("file", Map.of("certificateChain", "/srv/ca")),
                    "subjectAlternativeNames",
                        Map.of("match", Map.of("exact", List.of("good.example.com")))));
    try (var mesh = start(Map.of("tls", listener), Map.of())) {
      var request = WireRequest.of("GET /", "a");
      assertThat(request.send(connected(authority.client(authority, "good"), mesh)).summary())
          .isEqualTo("200 secure_http_80 / svc");
      for (var refused : List.of(authority.client(), authority.client(authority, "other"))) {
        assertThatThrownBy(() -> request.send(connected(refused, mesh)))
            .isInstanceOf(IOException.class);
      }
      assertThatThrownBy(() -> request.send(mesh.port(80))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void nodesAreAskedForTheirNameAndShownTheCertificate() throws Exception {
    var policy =
        Map.of(
            "certificate", Map.of("file", pair("/srv/good")),
            "validation", Map.of("trust", Map.of("file", Map.of("certificateChain", "/srv/ca"))));
    try (var mesh = start(Map.of(), Map.of("tls", policy))) {
      var answer = WireRequest.of("GET /", "a").send(mesh.port(80));
      assertThat(answer.summary()).isEqualTo("200 plain_http_80 / svc");
      assertThat(answer.headers().get("x-peer")).isEqualTo("CN=good");

      var wrong = WireRequest.of("GET /wrong", "a").send(mesh.port(80));
      assertThat(wrong.summary()).isEqualTo("503");
      assertThat(mesh.envoy().stat("cluster.cds_egress_m_wrong_http_80.ssl.fail_verify_san"))
          .isPositive();
    }
  }

  private static RunningMesh start(Map<String, Object> listener, Map<String, Object> policy)
      throws Exception {
    var specs = new TreeMap<String, Map<String, Object>>();
    var mapping = new TreeMap<>(listener);
    mapping.put("portMapping", Map.of("port", 80, "protocol", "http"));
    specs.put(
        "virtualGateway/gw",
        Map.of("listeners", List.of(mapping), "backendDefaults", Map.of("clientPolicy", policy)));
    specs.put(
        "virtualGateway/gw/gatewayRoute/all",
        Map.of(
            "httpRoute",
            Map.of(
                "match", Map.of("prefix", "/"),
                "action",
                    Map.of(
                        "target", Map.of("virtualService", Map.of("virtualServiceName", "svc"))))));
    specs.put(
        "virtualService/svc",
        Map.of("provider", Map.of("virtualRouter", Map.of("virtualRouterName", "vr"))));
    specs.put("virtualRouter/vr", Map.of());
    specs.put(
        "virtualRouter/vr/route/plain", route(Map.of("prefix", "/", "scheme", "http"), "plain"));
    specs.put(
        "virtualRouter/vr/route/secure", route(Map.of("prefix", "/", "scheme", "https"), "secure"));
    specs.put("virtualRouter/vr/route/wrong", route(Map.of("prefix", "/wrong"), "wrong"));
    specs.put("virtualNode/plain", node(SERVER));
    specs.put("virtualNode/secure", node(SERVER));
    specs.put("virtualNode/wrong", node("wrong.example.com"));
    var configuration =
        GatewayConfiguration.of(new MeshResources("m", specs), "gw", TranslatorSettings.DEFAULT);
    assertThat(configuration.omissions()).isEmpty();
    Map<String, Path> files =
        Map.of(
            "/srv/ca", authority.certificate(),
            "/srv/server.crt", authority.chain("server"),
            "/srv/server.key", authority.key("server"),
            "/srv/good.crt", authority.chain("good"),
            "/srv/good.key", authority.key("good"));
    return RunningMesh.start(ENVOY, configuration, upstream, files, folder.path());
  }

  private static Map<String, Object> route(Map<String, Object> match, String node) {
    var target = Map.of("virtualNode", node, "weight", 1);
    return Map.of(
        "httpRoute", Map.of("match", match, "action", Map.of("weightedTargets", List.of(target))));
  }

  private static Map<String, Object> node(String hostname) {
    return Map.of(
        "listeners",
        List.of(Map.of("portMapping", Map.of("port", 80, "protocol", "http"))),
        "serviceDiscovery",
        Map.of("dns", Map.of("hostname", hostname)));
  }

  private static Map<String, Object> pair(String file) {
    return Map.of("certificateChain", file + ".crt", "privateKey", file + ".key");
  }

  private static Socket connected(SSLContext context, RunningMesh mesh) throws IOException {
    return context.getSocketFactory().createSocket("127.0.0.1", mesh.port(80));
  }
}
