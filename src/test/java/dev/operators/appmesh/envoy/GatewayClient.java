// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/**
 * A client of a gateway on this machine.
 *
 * @param http what it asks with
 * @param scheme http or https
 */
record GatewayClient(HttpClient http, String scheme) {

  /** One that speaks plain HTTP/1.1. */
  static GatewayClient plain() {
    return new GatewayClient(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), "http");
  }

  /** One that speaks TLS, and HTTP/2 where it may. */
  static GatewayClient tls(SSLContext context) {
    return new GatewayClient(HttpClient.newBuilder().sslContext(context).build(), "https");
  }

  /** The answer to a request. */
  HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return http.send(request(port, path, 0), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends that many requests at once, to these paths in turn, which the upstream delays. */
  List<CompletableFuture<Integer>> send(int port, int count, int delayMillis, String... paths) {
    var answers = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < count; i++) {
      answers.add(
          http.sendAsync(
                  request(port, paths[i % paths.length], delayMillis),
                  HttpResponse.BodyHandlers.discarding())
              .thenApply(HttpResponse::statusCode));
    }
    return answers;
  }

  /** How many of the answers have which status. */
  static Map<Integer, Long> statuses(List<CompletableFuture<Integer>> answers) {
    var counted = new TreeMap<Integer, Long>();
    answers.forEach(answer -> counted.merge(answer.join(), 1L, Long::sum));
    return counted;
  }

  private HttpRequest request(int port, String path, int delayMillis) {
    return HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30))
        .header("x-envoy-fault-delay-request", String.valueOf(delayMillis))
        .build();
  }
}
