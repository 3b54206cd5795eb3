// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What strangers get, byte for byte: one answer, one line in the log, and no connection. */
class StrangersTest {
  private static final String GET = "GET /v20190125/meshes HTTP/1.1\r\nHost: localhost\r\n";
  private static final String PUT = "PUT /v20190125/meshes HTTP/1.1\r\nHost: localhost\r\n";
  private static final String CHUNKED = PUT + "Transfer-Encoding: chunked\r\n\r\n";

  @AutoClose
  private final EmbeddedEndpoint endpoint =
      EmbeddedEndpoint.with("apps").clock(new TestClock()).start();

  @AutoClose
  private final EmbeddedEndpoint open =
      EmbeddedEndpoint.with("apps").clock(new TestClock()).open().start();

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger access = (Logger) LoggerFactory.getLogger("access");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    access.setLevel(Level.INFO);
    access.addAppender(lines);
    access.setAdditive(false);
    root.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    access.setLevel(null);
    access.detachAppender(lines);
    access.setAdditive(true);
    root.detachAppender(lines);
  }

  static Stream<Arguments> faultsOfTheTransport() {
    return Stream.of(
        fault("no chunk size", CHUNKED + "\r\n{}\r\n0\r\n\r\n"),
        fault("chunk size is no number", CHUNKED + "zz\r\n{}\r\n0\r\n\r\n"),
        fault("negative chunk size", CHUNKED + "-2\r\n{}\r\n0\r\n\r\n"),
        fault("huge chunk size", CHUNKED + "7fffffff\r\n{}\r\n0\r\n\r\n"),
        fault("overflowing chunk size", CHUNKED + "100000002\r\n{}\r\n0\r\n\r\n"),
        fault("chunk extension", CHUNKED + "2;a=b\r\n{}\r\n0\r\n\r\n"),
        fault("trailer", CHUNKED + "2\r\n{}\r\n0\r\nA: b\r\n\r\n"),
        fault("bare LF in chunks", CHUNKED + "2\n{}\n0\n\n"),
        fault("chunk without its CRLF", CHUNKED + "2\r\n{}XX0\r\n\r\n"),
        fault("well-formed chunks", CHUNKED + "2\r\n{}\r\n0\r\n\r\n"),
        fault(
            "chunks and a length",
            PUT + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
        fault("other coding", PUT + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        fault("no coding", PUT + "Transfer-Encoding: identity\r\n\r\n"),
        fault("coding in disguise", PUT + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        fault(
            "bare LF in the first line", "GET /v20190125/meshes HTTP/1.1\nHost: localhost\r\n\r\n"),
        fault(
            "bare LF after a header",
            "GET /v20190125/meshes HTTP/1.1\r\nHost: localhost\nA: b\r\n\r\n"),
        fault("bare LF after the head", GET + "\n"),
        fault("bare CR", "GET /v20190125/meshes HTTP/1.1\r\nHost: localhost\rA: b\r\n\r\n"),
        fault("two lengths", PUT + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
        fault("list of lengths", PUT + "Content-Length: 2, 2\r\n\r\n{}"),
        fault("signed length", PUT + "Content-Length: +2\r\n\r\n{}"),
        fault("negative length", PUT + "Content-Length: -2\r\n\r\n{}"),
        fault("overflowing length", PUT + "Content-Length: 99999999999999999999\r\n\r\n{}"),
        fault("blank before the colon", PUT + "Content-Length : 2\r\n\r\n{}"),
        fault("folded header", PUT + "A: b\r\n c\r\n\r\n"),
        fault(
            "method that is no token", "G@T /v20190125/meshes HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        fault("long head", GET + "A: " + "a".repeat(20_000) + "\r\n\r\n"),
        fault(
            "long first line",
            "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  }

  /** Even where anybody may call, so that it is the transport that refuses. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsOfTheTransport")
  void faultOfTheTransportIsABadRequestAndEndsTheConnection(String what, String request)
      throws IOException {
    var answer = exchange(open, request + GET + "\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .containsOnlyOnce("HTTP/1.1 ")
        .contains("Connection: close\r\n")
        .containsIgnoringCase("x-amzn-errortype: BadRequestException\r\n")
        .containsIgnoringCase("x-amzn-requestid: ");
    assertThat(lines()).singleElement().asString().contains("access", "400", "BadRequestException");
    assertThat(open.allCalls()).isEmpty();
  }

  @ParameterizedTest(name = "{4} for {0} {1} {2} {3}")
  @CsvSource({
    "no,   20260102T030405Z, appmesh, aws4_request, MissingAuthenticationTokenException",
    "tess, 20260102T030405Z, appmesh, aws4_request, UnrecognizedClientException",
    "test, 20260102T025904Z, appmesh, aws4_request, InvalidSignatureException",
    "test, 20260102T030906Z, appmesh, aws4_request, InvalidSignatureException",
    "test, yesterday,        appmesh, aws4_request, IncompleteSignatureException",
    "test, 20260102T030405Z, s3,      aws4_request, InvalidSignatureException",
    "test, 20260102T030405Z, appmesh, aws5_request, InvalidSignatureException",
    "a/b,  20260102T030405Z, appmesh, aws4_request, IncompleteSignatureException",
  })
  void bodyIsNotWaitedForWhereTheHeadIsEnough(
      String key, String time, String service, String terminator, String error) throws IOException {
    var signature = signature(key, time, service, terminator);

    var answer = exchange(endpoint, PUT + signature + "Content-Length: 1048576\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 403 ")
        .containsOnlyOnce("HTTP/1.1 ")
        .contains("Connection: close\r\n")
        .contains("{\"message\":\"")
        .containsIgnoringCase("x-amzn-errortype: " + error + "\r\n");
    assertThat(lines()).singleElement().asString().contains("access", "403", error);
  }

  @Test
  void bodyIsNotWaitedForWhereThereIsNoOperation() throws IOException {
    assertThat(exchange(endpoint, PUT.replace("meshes", "x") + "Content-Length: 1048576\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ")
        .contains("Connection: close\r\n");
  }

  @Test
  void bodyIsNotWaitedForWhereItIsTooLarge() throws IOException {
    assertThat(exchange(open, PUT + "Content-Length: 1048577\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("Connection: close\r\n")
        .contains("must not be larger than 1 MiB");
  }

  @Test
  void strangerIsNotAskedToContinue() throws IOException {
    var head = PUT + "Expect: 100-continue\r\nContent-Length: 1048576\r\n\r\n";

    assertThat(exchange(endpoint, head)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void nothingAfterARefusedRequestIsAnswered() throws IOException {
    assertThat(exchange(endpoint, (GET + "\r\n").repeat(3)))
        .startsWith("HTTP/1.1 403 ")
        .containsOnlyOnce("HTTP/1.1 ");
    assertThat(exchange(endpoint, GET + forged() + "\r\n" + GET + "\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .containsOnlyOnce("HTTP/1.1 ");
  }

  @Test
  void callerMayAskAgainOnTheSameConnection() throws IOException {
    var last = GET.replace("meshes", "x") + "\r\n";

    assertThat(exchange(open, GET + "\r\n" + GET + "\r\n" + last))
        .containsSubsequence("HTTP/1.1 200 ", "HTTP/1.1 200 ", "HTTP/1.1 404 ");
  }

  @Test
  void clientReadsTheRefusalOfABodyThatItStillSends() {
    assertThat(endpoint.send("PUT", "/v20190125/meshes", " ".repeat(1 << 20)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void bodyThatEndsTooSoonIsCut() throws IOException {
    try (var socket = connect(open)) {
      socket.getOutputStream().write((PUT + "Content-Length: 9\r\n\r\n{}").getBytes(US_ASCII));
      socket.shutdownOutput();

      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
    Awaitility.await().until(() -> !lines().isEmpty());
    assertThat(lines()).singleElement().asString().contains("access", "status=\"0\"");
  }

  private List<String> lines() {
    return lines.list.stream()
        .filter(it -> it.getLevel().isGreaterOrEqual(Level.INFO))
        .map(it -> it.getLoggerName() + " " + it.getMessage() + " " + it.getKeyValuePairs())
        .toList();
  }

  private static Arguments fault(String what, String request) {
    return Arguments.of(what, request);
  }

  private static String forged() {
    return signature("test", "20260102T030405Z", "appmesh", "aws4_request");
  }

  private static String signature(String key, String time, String service, String terminator) {
    return key.equals("no")
        ? ""
        : """
        X-Amz-Date: %s\r
        Authorization: AWS4-HMAC-SHA256 Credential=%s/20260102/us-west-2/%s/%s, \
        SignedHeaders=host;x-amz-date, Signature=00\r
        """
            .formatted(time, key, service, terminator);
  }

  private static Socket connect(EmbeddedEndpoint to) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
    // No deadline of the endpoint is that long.
    socket.setSoTimeout(60_000);
    return socket;
  }

  /**
   * What is answered to {@code request} until the endpoint, and not the client, ends the
   * connection. It ends before the time that it gives strangers, or it has waited for something.
   */
  private static String exchange(EmbeddedEndpoint to, String request) throws IOException {
    try (var socket = connect(to)) {
      socket.setSoTimeout((int) ConnectionBounds.Limits.DEFAULT.deadline().toMillis() / 2);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open", e);
    }
  }
}
