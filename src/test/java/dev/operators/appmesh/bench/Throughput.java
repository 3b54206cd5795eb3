// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import dev.operators.appmesh.envoy.EnvoyProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * What an Envoy lets through, each connection asking without a pause.
 *
 * @param perSecond requests
 * @param envoyMicros processor time of the Envoy for a request, in microseconds
 * @param envoyCores how many processors the Envoy had on average
 * @param clientCores how many processors the clients had on average
 */
record Throughput(double perSecond, double envoyMicros, double envoyCores, double clientCores) {

  private static final Duration WARM_UP = Duration.ofMillis(500);

  /** One round. */
  static Throughput of(EnvoyProcess envoy, int port, int connections, int routes, Duration time)
      throws IOException {
    var open = new ArrayList<GatewayConnection>();
    try {
      for (int i = 0; i < connections; i++) {
        var route = (i + 1) * routes / (connections + 1);
        open.add(new GatewayConnection(port, TrafficMesh.path(route)));
      }
      load(open, WARM_UP);
      var envoyBefore = envoy.cpu();
      var clientsBefore = ownCpu();
      var begin = System.nanoTime();
      var requests = load(open, time);
      var seconds = (System.nanoTime() - begin) / 1e9;
      var envoySeconds = envoy.cpu().minus(envoyBefore).toNanos() / 1e9;
      var clientSeconds = ownCpu().minus(clientsBefore).toNanos() / 1e9;
      return new Throughput(
          requests / seconds,
          1e6 * envoySeconds / requests,
          envoySeconds / seconds,
          clientSeconds / seconds);
    } finally {
      for (var it : open) {
        it.close();
      }
    }
  }

  /** Of each figure the median. */
  static Throughput median(List<Throughput> rounds) {
    return new Throughput(
        median(rounds, Throughput::perSecond),
        median(rounds, Throughput::envoyMicros),
        median(rounds, Throughput::envoyCores),
        median(rounds, Throughput::clientCores));
  }

  private static double median(List<Throughput> rounds, ToDoubleFunction<Throughput> figure) {
    return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
  }

  private static long load(List<GatewayConnection> connections, Duration time) {
    var done = new AtomicLong();
    var end = System.nanoTime() + time.toNanos();
    try (var threads = Executors.newFixedThreadPool(connections.size())) {
      connections.stream()
          .map(it -> CompletableFuture.runAsync(() -> done.addAndGet(ask(it, end)), threads))
          .toList()
          .forEach(CompletableFuture::join);
    }
    return done.get();
  }

  private static long ask(GatewayConnection connection, long end) {
    try {
      long count = 0;
      while (System.nanoTime() < end) {
        var _ = connection.get();
        count++;
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }
}
