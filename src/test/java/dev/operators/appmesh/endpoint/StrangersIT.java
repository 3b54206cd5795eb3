// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Patience;
import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.SdkRequests;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/** Strangers neither stop an endpoint with a small heap nor keep its callers waiting. */
class StrangersIT {
  private static final int STRANGERS = 600;
  private static final int BODY = 1 << 20;
  private static final int CALLS = 20;
  private static final Duration PROMISED = Duration.ofSeconds(1);

  @TempDir private Path folder;

  /** What each one does again and again. */
  private enum Stranger {
    /** Connects and says nothing. */
    SILENT,
    /** Sends a body a byte at a time. */
    SLOW,
    /** Sends a whole body at once. */
    FAST,
    /** Sends a whole body but for its last byte, under a key that exists. */
    FORGER
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-Xmx384m", "-Xmx384m -XX:+ExitOnOutOfMemoryError -XX:+UseCompactObjectHeaders"})
  void callerIsServedWhile600StrangersHoldConnectionsAndSendBodies(String flags)
      throws IOException {
    var data = folder.resolve("data");
    var arguments = List.of("--mesh=apps", "--data=" + data);
    try (var endpoint = EndpointProcess.onJvm(List.of(flags.split(" ", -1)), arguments)) {
      var uri = endpoint.awaitServing();
      var key = key(data);
      try (var first = sdk(uri, key)) {
        first.describeMesh(it -> it.meshName("apps"));
      }
      var times = new ArrayList<Duration>();
      try (var crowd = new Crowd(uri, key.accessKeyId())) {
        crowd.awaitAll();
        for (int i = 0; i < CALLS; i++) {
          times.add(timeOfACreation(uri, key, "gw" + i));
        }
        assertThat(livez(endpoint)).isEqualTo(200);
        assertThat(crowd.refused.get()).as("they were answered meanwhile").isPositive();
      }
      times.sort(null);
      assertThat(times.get(CALLS / 2)).as("half of the calls").isLessThan(PROMISED);
      try (var last = sdk(uri, key)) {
        assertThat(last.listVirtualGateways(it -> it.meshName("apps")).virtualGateways())
            .hasSize(CALLS);
      }
      assertThat(endpoint.output()).doesNotContain("ERROR", "\tat ");
    }
  }

  /**
   * With a new client, so that it has to get a connection of its own, which tries only once. Leaves
   * out the time in which a task waited for a processor: the strangers are on this machine, too.
   */
  private static Duration timeOfACreation(URI uri, AwsBasicCredentials key, String name) {
    try (var sdk = sdk(uri, key)) {
      var stopwatch = Stopwatch.start();
      sdk.createVirtualGateway(SdkRequests.gateway(name, 80));
      var elapsed = stopwatch.elapsed();
      System.out.printf("A call among strangers took %d ms%n", elapsed.toMillis());
      return stopwatch.unhindered(elapsed);
    }
  }

  private static int livez(EndpointProcess endpoint) throws IOException {
    var page = endpoint.awaitStarted().resolve("/livez").toURL();
    return ((HttpURLConnection) page.openConnection()).getResponseCode();
  }

  /** Strangers who come again as soon as they were sent away, until it is closed. */
  private static final class Crowd implements AutoCloseable {
    private final URI uri;
    private final String key;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean leaving;

    private Crowd(URI uri, String key) {
      this.uri = uri;
      this.key = key;
      for (var kind : Stranger.values()) {
        for (int i = 0; i < STRANGERS / Stranger.values().length; i++) {
          threads.add(Thread.ofVirtual().start(() -> run(kind)));
        }
      }
    }

    private void awaitAll() {
      Awaitility.await().atMost(Patience.PATIENCE).until(() -> begun.get() >= STRANGERS);
    }

    private void run(Stranger kind) {
      while (!leaving && !Thread.currentThread().isInterrupted()) {
        try (var socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
          begun.incrementAndGet();
          act(kind, socket);
        } catch (IOException e) {
          // It was sent away, or interrupted.
        }
      }
    }

    private void act(Stranger kind, Socket socket) throws IOException {
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
          out.write(new byte[BODY]);
          count(in);
        }
        case FORGER -> {
          out.write(head(signature()));
          out.write(new byte[BODY - 1]);
          count(in);
        }
      }
    }

    private static void trickle(Socket socket, InputStream in) throws IOException {
      for (int sent = 0; sent < BODY && !socket.isClosed(); sent++) {
        socket.getOutputStream().write(' ');
        try {
          if (in.read() < 0) {
            return;
          }
        } catch (SocketTimeoutException e) {
          // It is time for the next byte.
        }
      }
    }

    private void count(InputStream in) throws IOException {
      if (new String(in.readAllBytes(), US_ASCII).startsWith("HTTP/1.1 403 ")) {
        refused.incrementAndGet();
      }
    }

    private static byte[] head(String more) {
      return ("PUT /v20190125/meshes HTTP/1.1\r\nHost: x\r\nContent-Length: "
              + BODY
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

    @Override
    public void close() {
      leaving = true;
      threads.forEach(Thread::interrupt);
      try {
        for (var thread : threads) {
          thread.join();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static AwsBasicCredentials key(Path data) throws IOException {
    var words = Files.readString(data.resolve("access-keys")).split(" ", -1);
    return AwsBasicCredentials.create(words[0], words[1]);
  }

  private static AppMeshClient sdk(URI endpoint, AwsBasicCredentials key) {
    return AppMeshClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_WEST_2)
        .credentialsProvider(StaticCredentialsProvider.create(key))
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }
}
