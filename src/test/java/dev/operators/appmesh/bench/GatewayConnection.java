// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection to an Envoy of this machine on which one request is made again and again. It takes
 * some 20 µs of processor time for a request, so that the Envoys limit how many there are. For one
 * thread.
 */
final class GatewayConnection implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
  private static final String END = "\r\n\r\n";
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final byte[] request;
  private final byte[] buffer = new byte[8192];

  /** One for GET of a path. */
  GatewayConnection(int port, String path) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    request = "GET %s HTTP/1.1\r\nHost: bench\r\n\r\n".formatted(path).getBytes(ISO_8859_1);
  }

  /**
   * The body of the answer.
   *
   * @throws IOException if the answer is not 200, or there is none
   */
  String get() throws IOException {
    socket.getOutputStream().write(request);
    var answer = "";
    for (int length = 0; ; ) {
      int read = socket.getInputStream().read(buffer, length, buffer.length - length);
      if (read < 0) {
        throw new EOFException("closed after: " + answer);
      }
      length += read;
      answer = new String(buffer, 0, length, ISO_8859_1);
      int head = answer.indexOf(END);
      if (head >= 0 && length == head + END.length() + bodyLength(answer)) {
        if (!answer.startsWith("HTTP/1.1 200 ")) {
          throw new IOException("not 200: " + answer);
        }
        return answer.substring(head + END.length());
      }
    }
  }

  private static int bodyLength(String answer) {
    Matcher found = LENGTH.matcher(answer);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
