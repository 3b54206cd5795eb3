// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint answers that asks for no signature. */
class LocalRequestsTest {
  private static final String LIST = "GET /v20190125/meshes HTTP/1.1";

  @AutoClose private final EmbeddedEndpoint open = EmbeddedEndpoint.with("apps").open().start();
  @AutoClose private final EmbeddedEndpoint signed = EmbeddedEndpoint.with("apps").start();

  /** The answer to a request with this line and these headers. */
  private static String answer(EmbeddedEndpoint endpoint, String line, String... headers)
      throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
      var request = line + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8585",
        "127.0.0.1",
        "127.0.0.1:8585",
        "127.8.9.10:1",
        "[::1]",
        "[::1]:8585",
        "[0:0:0:0:0:0:0:1]:8585"
      })
  void hostThatIsThisMachineIsAnswered(String host) throws IOException {
    assertThat(answer(open, LIST, "Host: " + host)).startsWith("HTTP/1.1 200 ");
  }

  /** As a page sends it whose name was bound to 127.0.0.1 after it was loaded. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rebound.example",
        "rebound.example:8585",
        "localhost.example",
        "127.0.0.1.example",
        "192.0.2.1:8585",
        "0.0.0.0:8585",
        "[::2]:8585",
        "x"
      })
  void hostThatIsAnotherIsForbidden(String host) throws IOException {
    assertThat(answer(open, LIST, "Host: " + host))
        .startsWith("HTTP/1.1 403 ")
        .contains("ForbiddenException", "the header Host must name this machine");
  }

  @Test
  void missingOrSecondHostIsNotAnswered() throws IOException {
    assertThat(answer(open, LIST, "Accept: */*")).doesNotStartWith("HTTP/1.1 200 ");
    assertThat(answer(open, LIST, "Host: localhost", "Host: rebound.example"))
        .doesNotStartWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://page.example", "null", "http://localhost:8585"})
  void pageIsForbidden(String origin) throws IOException {
    assertThat(answer(open, LIST, "Host: localhost", "Origin: " + origin))
        .startsWith("HTTP/1.1 403 ")
        .contains("ForbiddenException", "the header Origin");
  }

  /** Who has signed has signed the host. */
  @Test
  void endpointThatAsksForSignaturesHasAnyName() throws IOException {
    assertThat(answer(signed, LIST, "Host: mesh.example", "Origin: https://page.example"))
        .contains("MissingAuthenticationTokenException");
  }

  @ParameterizedTest
  @CsvSource({
    "mesh.local, mesh.local:8585, true",
    "mesh.local, Mesh.Local, true",
    "mesh.local, other.local, false",
    "fe80::1, '[fe80::1]:8585', true",
    "fe80::1, '[fe80::2]:8585', false",
    "127.0.0.1, 127.0.0.1:123456, false",
    "127.0.0.1, localhost@rebound.example, false",
    "127.0.0.1, [::1].example, false",
    "127.0.0.1, '', false",
  })
  void addressOfTheEndpointIsThisMachine(String listen, String host, boolean local) {
    assertThat(new LocalRequests(listen).isLocal(host)).isEqualTo(local);
  }
}
