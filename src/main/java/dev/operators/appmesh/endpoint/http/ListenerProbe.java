// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/**
 * Asks a listener of this process for an answer, as a client would: over TCP, through the threads
 * that accept connections and wait for their data. Only so it is known that these are alive.
 */
public final class ListenerProbe {

  /** Kubernetes waits 5 s for an answer of the management port. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final String PATH = "/ping";

  private ListenerProbe() {}

  /** Adds the route that is asked, which tells nothing and is not logged, to {@code routing}. */
  public static HttpRouting.Builder route(HttpRouting.Builder routing) {
    return routing.get(
        PATH, (request, response) -> response.header(HeaderValues.CONNECTION_CLOSE).send("ok\n"));
  }

  /**
   * Why a listener does not live; empty if it answers.
   *
   * @param host name or address that it listens on
   * @param port of the listener
   * @param tls whether it expects a TLS handshake. It is sent plain HTTP nevertheless, which it
   *     must end with an alert or the end of the connection: no certificate has to be trusted
   */
  public static List<String> unliveness(String host, int port, boolean tls) {
    var timeout = (int) TIMEOUT.toMillis();
    try (var socket = new Socket()) {
      socket.setSoTimeout(timeout);
      socket.connect(new InetSocketAddress(reachable(host), port), timeout);
      var request = "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      var answer = new String(socket.getInputStream().readNBytes(8), US_ASCII);
      return tls || answer.equals("HTTP/1.1")
          ? List.of()
          : List.of("port " + port + " of the API closes connections without an answer");
    } catch (IOException e) {
      return List.of("port " + port + " of the API does not answer: " + e.getMessage());
    }
  }

  /** A listener on all addresses is also on that of the loopback interface. */
  private static InetAddress reachable(String host) throws IOException {
    var address = InetAddress.getByName(host);
    return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
  }
}
