// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A client that speaks HTTP/2 without TLS and without asking first (RFC 9113, 3.3). */
final class PriorKnowledgeClient {

  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] NO_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  /** GET / of http://a, by the static table of HPACK (RFC 7541, A). */
  private static final byte[] REQUEST = {
    0, 0, 6, 1, 5, 0, 0, 0, 1, (byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'
  };

  private static final int HEADERS = 1;

  /** The first octet of a field section that says {@code :status 200}. */
  private static final int STATUS_200 = 0x88;

  private PriorKnowledgeClient() {}

  /** Whether a request is answered with 200. */
  static boolean isAnswered(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      var request = ByteBuffer.allocate(PREFACE.length + NO_SETTINGS.length + REQUEST.length);
      socket.getOutputStream().write(request.put(PREFACE).put(NO_SETTINGS).put(REQUEST).array());
      var in = new DataInputStream(socket.getInputStream());
      while (true) {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        in.readNBytes(5);
        var payload = in.readNBytes(length);
        if (type == HEADERS) {
          return (payload[0] & 0xff) == STATUS_200;
        }
      }
    }
  }
}
