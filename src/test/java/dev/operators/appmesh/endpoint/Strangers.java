// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that is a crowd of strangers, who come again as soon as they were sent away. Says when
 * all have begun; once its standard input ends, it says how many were refused by their heads, and
 * ends.
 */
final class Strangers {

  /** How many they are. */
  static final int COUNT = 600;

  /** Begins the line that says that all have begun. */
  static final String BEGUN = "All have begun";

  /** Begins the line that says how many were refused who had sent little of their bodies. */
  static final String REFUSED = "Refused: ";

  private static final byte[] BODY = new byte[1 << 20];

  /** What each one does again and again. */
  private enum Kind {
    /** Connects and says nothing. */
    SILENT,
    /** Sends a body a byte at a time. */
    SLOW,
    /** Sends a whole body at once. */
    FAST,
    /** Sends a whole body but for its last byte, under a key that exists. */
    FORGER
  }

  private final URI uri;
  private final String key;
  private final CountDownLatch begun = new CountDownLatch(COUNT);
  private final AtomicInteger refused = new AtomicInteger();

  private Strangers(URI uri, String key) {
    this.uri = uri;
    this.key = key;
  }

  /** The arguments are the URL of an endpoint and the id of one of its keys. */
  public static void main(String[] args) throws Exception {
    var strangers = new Strangers(URI.create(args[0]), args[1]);
    for (var kind : Kind.values()) {
      for (int i = 0; i < COUNT / Kind.values().length; i++) {
        Thread.startVirtualThread(() -> strangers.run(kind));
      }
    }
    strangers.begun.await();
    System.out.println(BEGUN);
    System.in.readAllBytes();
    System.out.println(REFUSED + strangers.refused);
  }

  /** The command that runs it, so that it takes only the time that others leave. */
  static List<String> command(URI uri, String key) throws Exception {
    var classes = Strangers.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    var java = System.getProperty("java.home") + "/bin/java";
    return List.of(
        "nice",
        "-n",
        "19",
        java,
        "-cp",
        Path.of(classes).toString(),
        Strangers.class.getName(),
        uri.toString(),
        key);
  }

  private void run(Kind kind) {
    var first = true;
    while (true) {
      try (var socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
        if (first) {
          begun.countDown();
          first = false;
        }
        act(kind, socket);
      } catch (IOException e) {
        // It was sent away.
      }
    }
  }

  private void act(Kind kind, Socket socket) throws IOException {
    var out = socket.getOutputStream();
    var in = socket.getInputStream();
    switch (kind) {
      case SILENT -> in.readAllBytes();
      case SLOW -> {
        out.write(head(""));
        socket.setSoTimeout(500);
        trickle(socket, in);
      }
      case FAST -> {
        out.write(head(""));
        out.write(BODY);
        in.readAllBytes();
      }
      case FORGER -> {
        out.write(head(signature()));
        out.write(BODY, 0, BODY.length - 1);
        in.readAllBytes();
      }
    }
  }

  private void trickle(Socket socket, InputStream in) throws IOException {
    for (int sent = 0; sent < BODY.length; sent++) {
      socket.getOutputStream().write(' ');
      try {
        // An endpoint that waited for the body would have nothing to say yet.
        if (new String(in.readNBytes(12), US_ASCII).equals("HTTP/1.1 403")) {
          refused.incrementAndGet();
        }
        return;
      } catch (SocketTimeoutException e) {
        // It is time for the next byte.
      }
    }
  }

  private static byte[] head(String more) {
    return ("PUT /v20190125/meshes HTTP/1.1\r\nHost: x\r\nContent-Length: "
            + BODY.length
            + "\r\n"
            + more
            + "\r\n")
        .getBytes(US_ASCII);
  }

  private String signature() {
    var now =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    return """
    X-Amz-Date: %s\r
    Authorization: AWS4-HMAC-SHA256 Credential=%s/%s/us-west-2/appmesh/aws4_request, \
    SignedHeaders=host;x-amz-date, Signature=00\r
    """
        .formatted(now, key, now.substring(0, 8));
  }
}
