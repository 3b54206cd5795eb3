// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A backend on all addresses whose requests say how each try of them is answered: in the header
 * {@code x-answers}, statuses, {@code reset} for none, and {@code never}; the last one for all that
 * follow. The header {@code x-id} tells requests apart.
 */
final class CountedTries implements AutoCloseable {

  private final HttpServer server = HttpServer.create(new InetSocketAddress(0), 0);
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();
  private final CountDownLatch end = new CountDownLatch(1);

  private CountedTries() throws IOException {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  static CountedTries start() throws IOException {
    return new CountedTries();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** How often it was asked for a request. */
  int of(String id) {
    return tries.getOrDefault(id, 0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var answers = List.of(headers.getFirst("x-answers").split(" ", -1));
      int tried = tries.merge(headers.getFirst("x-id"), 1, Integer::sum);
      var answer = answers.get(Math.min(tried, answers.size()) - 1);
      switch (answer) {
        case "reset" -> {}
        case "never" -> end.await();
        default -> {
          if (tried == 1 && answer.equals("200")) {
            var timeout = headers.getFirst("x-envoy-expected-rq-timeout-ms");
            exchange.getResponseHeaders().set("x-timeout", timeout == null ? "none" : timeout);
          }
          var target = headers.getFirst("x-app-mesh-virtual-service");
          exchange.getResponseHeaders().set("x-target", target == null ? "-" : target);
          exchange.sendResponseHeaders(Integer.parseInt(answer), -1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
