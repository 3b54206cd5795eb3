// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask a gateway without a pause. */
final class Load implements AutoCloseable {

  private static final int CLIENTS = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Thread> threads = new ArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final int port;
  private volatile boolean isOver;

  private Load(int port) {
    this.port = port;
  }

  static Load on(int port) {
    var load = new Load(port);
    for (int i = 0; i < CLIENTS; i++) {
      load.threads.add(Thread.startVirtualThread(load::ask));
    }
    return load;
  }

  private void ask() {
    while (!isOver) {
      try {
        var answer = get(http, port);
        answers.incrementAndGet();
        if (answer.statusCode() != 200) {
          failures.add(answer.statusCode() + " " + answer.body());
        }
      } catch (IOException e) {
        failures.add(String.valueOf(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  static HttpResponse<String> get(HttpClient http, int port)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
        HttpResponse.BodyHandlers.ofString());
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
