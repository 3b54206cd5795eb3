// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;

/** Clients that ask a gateway without a pause. All that is no answer is a failure. */
final class Load implements AutoCloseable {

  private static final int CLIENTS = 3;

  private final HttpClient http;
  private final List<Thread> threads = new ArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final ConcurrentHashMap<Thread, Integer> current = new ConcurrentHashMap<>();
  private volatile int port;
  private volatile boolean isOver;

  /** One request. */
  @FunctionalInterface
  private interface Client {
    /** What is wrong with the answer; empty for nothing. */
    String ask(int port) throws IOException, InterruptedException;
  }

  private Load(int port, HttpClient http) {
    this.port = port;
    this.http = http;
  }

  /** Clients that keep their connections, in plain text. */
  static Load on(int port) {
    var load = new Load(port, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    for (int i = 0; i < CLIENTS; i++) {
      load.start("plain", load::askPlain);
    }
    return load;
  }

  /** Those, as many that keep connections of TLS, and one that connects by TLS each time. */
  static Load on(int port, SSLContext tls) {
    var load =
        new Load(
            port,
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build());
    for (int i = 0; i < CLIENTS; i++) {
      load.start("plain", load::askPlain);
      load.start("TLS", to -> load.keeping("https", to));
    }
    load.start("TLS, a connection each", to -> anew(tls, to));
    return load;
  }

  private void start(String name, Client client) {
    threads.add(Thread.ofVirtual().name(name).start(() -> ask(client)));
  }

  private void ask(Client client) {
    while (!isOver) {
      int to = port;
      current.put(Thread.currentThread(), to);
      try {
        var problem = client.ask(to);
        answers.incrementAndGet();
        if (!problem.isEmpty()) {
          fail(to, problem);
        }
      } catch (IOException e) {
        fail(to, String.valueOf(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void fail(int port, String why) {
    failures.add(
        "%s, %s on port %d: %s"
            .formatted(Instant.now(), Thread.currentThread().getName(), port, why));
  }

  private String askPlain(int port) throws IOException, InterruptedException {
    return keeping("http", port);
  }

  private String keeping(String scheme, int port) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + "/")).build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 200 ? "" : answer.statusCode() + " " + answer.body();
  }

  private static String anew(SSLContext tls, int port) throws IOException {
    var connection =
        (HttpsURLConnection) URI.create("https://127.0.0.1:" + port + "/").toURL().openConnection();
    connection.setSSLSocketFactory(tls.getSocketFactory());
    connection.setRequestProperty("Connection", "close");
    try (var in = connection.getInputStream()) {
      in.readAllBytes();
      return connection.getResponseCode() == 200 ? "" : connection.getResponseMessage();
    }
  }

  static HttpResponse<String> get(HttpClient http, int port)
      throws IOException, InterruptedException {
    return get(http, port, "/");
  }

  static HttpResponse<String> get(HttpClient http, int port, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** All requests from now on are for this port, when this has returned. */
  void moveTo(int other) {
    port = other;
    Awaitility.await()
        .until(
            () ->
                current.size() == threads.size()
                    && current.values().stream().allMatch(it -> it == other));
  }

  int answers() {
    return answers.get();
  }

  /** What went wrong, when all clients have got their last answer. */
  List<String> failures() throws InterruptedException {
    isOver = true;
    for (var thread : threads) {
      thread.join();
    }
    return failures;
  }

  @Override
  public void close() {
    isOver = true;
    http.close();
  }
}
