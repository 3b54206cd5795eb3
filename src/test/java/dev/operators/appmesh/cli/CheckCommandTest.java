// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CheckCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine check =
      new CommandLine(new CheckCommand())
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true));

  @Test
  void answerOfAPageIsSuccess() {
    try (var endpoint = EmbeddedEndpoint.start("apps")) {
      var page = endpoint.uri() + "/ping";

      assertThat(check.execute("--url=" + page)).isZero();

      assertThat(out.toString().strip()).isEqualTo(page + " answers 200");
      assertThat(err).hasToString("");
    }
  }

  @Test
  void otherAnswersAreFailures() {
    try (var endpoint = EmbeddedEndpoint.start("apps")) {
      var page = endpoint.uri() + "/none";

      assertThat(check.execute("--url=" + page)).isEqualTo(1);

      assertThat(err.toString().strip()).matches(".*/none answers 40[0-9]");
    }
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    try (var server = listening()) {
      answerOnce(server, "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");

      assertThat(check.execute(url(server))).isEqualTo(1);

      assertThat(err.toString().strip()).endsWith(" answers 302");
    }
  }

  /** The head is the answer; the body may never end. */
  @Test
  void bodyIsNotWaitedFor() throws IOException {
    try (var server = listening()) {
      answerOnce(server, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");

      assertThat(check.execute(url(server))).isZero();
    }
  }

  @Test
  void silenceHasAnEnd() throws IOException {
    try (var server = listening()) {
      assertThat(check.execute(url(server), "--timeout=200ms")).isEqualTo(1);

      assertThat(err.toString().strip()).endsWith("does not answer: nothing came within 200 ms");
    }
  }

  @Test
  void closedPortIsNamed() throws IOException {
    String url;
    try (var server = listening()) {
      url = url(server);
    }

    assertThat(check.execute(url)).isEqualTo(1);

    assertThat(err.toString().strip()).endsWith("does not answer: no connection is accepted");
  }

  @Test
  void unknownHostIsNamed() {
    assertThat(check.execute("--url=http://nowhere.invalid/")).isEqualTo(1);

    assertThat(err.toString().strip())
        .isEqualTo("http://nowhere.invalid/ does not answer: its host is not known");
  }

  @Test
  void plainTextOnAPortForTlsIsNoAnswer() throws IOException {
    try (var server = listening()) {
      answerOnce(server, "HTTP/1.1 400 Bad Request\r\n\r\n");

      assertThat(check.execute(url(server).replace("http:", "https:"))).isEqualTo(1);

      assertThat(err.toString()).contains("does not answer: ").doesNotContain("null");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "ftp://host/", "http:///path", "http://me:secret@host/", ":"})
  void otherUrlsAreWrongUsage(String url) {
    assertThat(check.execute("--url=" + url)).isEqualTo(2);

    assertThat(err.toString()).contains("--url");
  }

  @Test
  void timeoutIsPositive() {
    assertThat(check.execute("--url=http://localhost/", "--timeout=0s")).isEqualTo(2);

    assertThat(err.toString()).contains("--timeout").contains("must be more than 0");
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
  }

  private static String url(ServerSocket server) {
    return "--url=http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  /** Answers one request with this and leaves the connection open until {@code server} ends. */
  private static void answerOnce(ServerSocket server, String answer) {
    Thread.startVirtualThread(
        () -> {
          try (var socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write(answer.getBytes(US_ASCII));
            // Until the client leaves.
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
