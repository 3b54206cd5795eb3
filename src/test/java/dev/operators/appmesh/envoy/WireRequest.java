// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request of HTTP/1.1 as it is on the wire, which clients would tidy up.
 *
 * @param ask method and path
 * @param headers without {@code Connection}
 */
record WireRequest(String ask, Map<String, String> headers) {

  /** One with a host. */
  static WireRequest of(String ask, String host) {
    return new WireRequest(ask, Map.of("Host", host));
  }

  /** The same with one more header. */
  WireRequest with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new WireRequest(ask, more);
  }

  /** The answer to it from a port of this machine. */
  Answer send(int port) throws IOException {
    return send(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** The answer to it on a connection, which is closed then. */
  Answer send(Socket socket) throws IOException {
    try (socket) {
      socket.setSoTimeout(30_000);
      return answer(socket);
    }
  }

  private Answer answer(Socket socket) throws IOException {
    var text = new StringBuilder(ask).append(" HTTP/1.1\r\nConnection: close\r\n");
    headers.forEach((name, value) -> text.append("%s: %s\r\n".formatted(name, value)));
    socket.getOutputStream().write(text.append("\r\n").toString().getBytes(ISO_8859_1));
    var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    if (answer.isEmpty()) {
      throw new EOFException("closed without an answer");
    }
    var lines = answer.split("\r\n\r\n", 2)[0].split("\r\n");
    var received = new TreeMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      var colon = lines[i].indexOf(':');
      received.put(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), received);
  }

  /**
   * What came back.
   *
   * @param headers by their names in lower case
   */
  record Answer(int status, Map<String, String> headers) {

    /** Who answered, and what it saw; the status alone where Envoy itself did. */
    String summary() {
      if (!headers.containsKey("x-host")) {
        var grpc = headers.get("grpc-status");
        return status + (grpc == null ? "" : " grpc-status " + grpc);
      }
      var node = headers.getOrDefault("x-cluster", "").replaceFirst("^cds_egress_[^_]+_", "");
      var protocol = headers.getOrDefault("x-protocol", "");
      var via = headers.get("x-via");
      return "%d %s %s %s%s%s"
          .formatted(
              status,
              node,
              headers.get("x-path"),
              headers.get("x-host"),
              protocol.equals("HTTP/1.1") ? "" : " " + protocol,
              via == null ? "" : " via " + via);
    }
  }
}
