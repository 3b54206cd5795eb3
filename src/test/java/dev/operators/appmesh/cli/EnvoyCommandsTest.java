// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.operators.appmesh.CommandLineRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The commands about Envoys; what they run is tried with real ones in {@code XdsIT}. */
class EnvoyCommandsTest {

  @Test
  void theBootstrapIsShortAndPlainByDefault() {
    var run = CommandLineRun.of("endpoint", "envoy-bootstrap", "--mesh=apps", "--gateway=ingress");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("id: mesh/apps/virtualGateway/ingress")
        .contains("port_value: 8587")
        .contains("port_value: 9901")
        .doesNotContain("transport_socket", "aws_request_signing", "sds");
  }

  @Test
  void theBootstrapSpeaksTlsAndSigns() {
    var run =
        CommandLineRun.of(
            "endpoint",
            "envoy-bootstrap",
            "--mesh=apps",
            "--gateway=ingress",
            "--xds=appmesh.example.com:443",
            "--ca=/etc/ca.pem",
            "--client-cert=/etc/envoy.crt",
            "--client-key=/etc/envoy.key",
            "--sign-region=eu-west-1",
            "--sds-socket=/run/agent.sock");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("sni: appmesh.example.com", "exact: appmesh.example.com", "san_type: DNS")
        .contains("filename: /etc/ca.pem", "filename: /etc/envoy.crt", "filename: /etc/envoy.key")
        .contains("region: eu-west-1", "use_unsigned_payload: true")
        .contains("name: static_cluster_sds_unix_socket", "path: /run/agent.sock");
  }

  @Test
  void flagsThatNeedEachOtherAreAskedFor() {
    var run =
        CommandLineRun.of(
            "endpoint", "envoy-bootstrap", "--mesh=a", "--gateway=b", "--client-cert=x");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--client-cert and --client-key must be set together")
        .contains("--client-cert requires --ca");
  }

  @Test
  void whoIsConnectedIsATable() throws IOException {
    var answer =
        """
        {"envoys": [{"mesh": "apps", "gateway": "ingress", "address": "10.0.0.1:1",
          "since": "2026-01-02T03:04:05Z", "versions": {"cluster": "ab", "route": "cd"},
          "rejection": {"type": "listener", "version": "ef", "at": "x", "message": "no"}}],
         "omissions": [{"mesh": "apps", "gateway": "ingress", "resource": "route/r", "reason": "it"}]}
        """;
    var run = withAnswer(200, answer);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            MESH  GATEWAY  ADDRESS     SINCE                 VERSIONS             LAST REJECTION
            apps  ingress  10.0.0.1:1  2026-01-02T03:04:05Z  cluster=ab,route=cd  listener: no
            """);
    assertThat(run.err()).contains("mesh/apps/virtualGateway/ingress leaves out route/r: it");
  }

  @Test
  void otherServersAreNoEndpoint() throws IOException {
    assertThat(withAnswer(404, "").err()).contains("answers 404: is it an endpoint?");
    assertThat(withAnswer(200, "<html>").err()).contains("answers something else");
    var run = CommandLineRun.of("endpoint", "envoys", "--management-url=http://127.0.0.1:1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("http://127.0.0.1:1/envoys cannot be reached: start the endpoint");
  }

  private static CommandLineRun withAnswer(int status, String body) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/envoys",
        exchange -> {
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort();
      return CommandLineRun.of("endpoint", "envoys", "--management-url=" + url);
    } finally {
      server.stop(0);
    }
  }
}
