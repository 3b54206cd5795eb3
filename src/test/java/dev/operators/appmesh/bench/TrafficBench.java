// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.operators.appmesh.Patience;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Prints how soon Envoys serve what was written to the endpoint's API, what a connected Envoy costs
 * the endpoint, and what two hops cost a request: with the endpoint's jar, real Envoys and real
 * requests. {@code ./mvnw -Pbench -Dbench=traffic} runs it; {@code -Dbench.routes=10,100} with
 * other numbers of gateway routes, {@code -Dbench.envoys=0,5} with other numbers of Envoys.
 */
final class TrafficBench {

  private static final int UPDATES = 100;
  private static final int CHANGES = 20;
  private static final int ROUNDS = 5;

  /** Changes beforehand that do not count. */
  private static final int WARM_UP = 20;

  /** Routes where their number is not what is measured. */
  private static final int ROUTES = 100;

  private static final long MIN_PAUSE = Duration.ofMillis(100).toNanos();
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final List<Integer> CONNECTIONS = List.of(1, 16);

  private final EnvoyProgram program = EnvoyProgram.find();
  private final Path folder;
  private final StaticEnvoys.Nodes nodes;

  private TrafficBench(Path folder) throws IOException {
    this.folder = folder;
    nodes = StaticEnvoys.Nodes.start(program, folder);
  }

  /**
   * Writes until a request is answered by them.
   *
   * @param routes of the gateway
   * @param fromBegin since the call of the API began
   * @param fromEnd since the call was answered
   * @param buildMillis of these, until the endpoint had made the configuration, on average
   */
  record Updates(int routes, Timing fromBegin, Timing fromEnd, double buildMillis) {}

  /**
   * The endpoint with so many Envoys.
   *
   * @param heapKib live after a full collection
   * @param residentKib after the same
   * @param idlePercent of one processor, while nothing happens
   */
  record Connected(int envoys, long heapKib, long residentKib, double idlePercent) {}

  /**
   * Changes until the last Envoy has accepted them.
   *
   * @param fromBegin since the call of the API began
   * @param peakKib the most that the endpoint had in memory
   */
  record Changes(int envoys, Timing fromBegin, long peakKib) {}

  /** Requests a second. */
  record Requests(String through, int connections, Throughput median) {}

  static void print() throws IOException {
    try (var folder = TempFolder.createIn(Path.of("target").toAbsolutePath(), "bench-traffic-")) {
      var bench = new TrafficBench(folder.path());
      try (var _ = bench.nodes) {
        bench.run();
      }
    }
  }

  private void run() throws IOException {
    var updates = new ArrayList<Updates>();
    for (var routes : numbers("bench.routes", "10,100,1000")) {
      updates.add(updates(routes));
    }
    var connected = new ArrayList<Connected>();
    var changes = changes(connected);
    var requests = requests();

    System.out.printf(
        "%n## %d cores, JDK %s, endpoint with `%s`%n%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        String.join(" ", EndpointBench.JVM));
    print(updates);
    printFleet(connected, changes);
    printRequests(requests);
    var file = Path.of("target", "bench", "traffic.json");
    Files.createDirectories(file.getParent());
    var all = new LinkedHashMap<String, Object>();
    all.put("updates", updates);
    all.put("connected", connected);
    all.put("changes", changes);
    all.put("requests", requests);
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    System.out.println("\nThe same as JSON: " + file);
  }

  private Updates updates(int routes) throws IOException {
    say("%,d gateway routes: making the mesh".formatted(routes));
    try (var mesh = TrafficMesh.start(program, folder, routes, nodes)) {
      var _ = mesh.connect();
      try (var connection = new GatewayConnection(mesh.port(), TrafficMesh.path(0))) {
        say("%,d gateway routes: %d updates".formatted(routes, UPDATES));
        for (int i = 0; i < WARM_UP; i++) {
          var _ = write(mesh, connection, i);
        }
        var before = mesh.builds();
        var writes = new ArrayList<Write>();
        for (int i = 0; i < UPDATES; i++) {
          writes.add(write(mesh, connection, i));
        }
        return new Updates(
            routes,
            Timing.ofNanos(writes.stream().mapToLong(it -> it.served - it.begin).toArray()),
            Timing.ofNanos(writes.stream().mapToLong(it -> it.served - it.end).toArray()),
            mesh.builds().averageMillisSince(before));
      }
    }
  }

  /** Moments of a call of the API and of the first request that is answered by what it wrote. */
  private record Write(long begin, long end, long served) {}

  private static Write write(TrafficMesh mesh, GatewayConnection connection, int number)
      throws IOException {
    // The endpoint gathers changes: what follows at once may be taken with the one before.
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MIN_PAUSE, 2 * MIN_PAUSE));
    var node = number % 2 == 0 ? "green" : "blue";
    var begin = System.nanoTime();
    mesh.turn(node);
    var end = System.nanoTime();
    await(begin, () -> connection.get().equals(node));
    return new Write(begin, end, System.nanoTime());
  }

  private Changes changes(List<Connected> connected) throws IOException {
    try (var mesh = TrafficMesh.start(program, folder, ROUTES, nodes)) {
      int running = 0;
      for (var envoys : numbers("bench.envoys", "0,10,50")) {
        say("%d Envoys: starting them".formatted(envoys));
        for (; running < envoys; running++) {
          var _ = mesh.connect();
        }
        awaitVersions(mesh, System.nanoTime(), envoys, "");
        connected.add(connected(mesh, envoys));
      }
      say("%d Envoys: %d changes".formatted(running, CHANGES));
      var times = new long[CHANGES];
      for (int i = 0; i < CHANGES; i++) {
        var before = running == 0 ? "" : mesh.routeVersions().getFirst();
        var begin = System.nanoTime();
        mesh.turn(i % 2 == 0 ? "green" : "blue");
        awaitVersions(mesh, begin, running, before);
        times[i] = System.nanoTime() - begin;
      }
      return new Changes(running, Timing.ofNanos(times), mesh.memory().kib("VmHWM"));
    }
  }

  /** Waits until so many Envoys have one version of the routes, which is another one. */
  private static void awaitVersions(TrafficMesh mesh, long begin, int envoys, String before)
      throws IOException {
    await(
        begin,
        () -> {
          var versions = mesh.routeVersions();
          return versions.size() == envoys
              && versions.stream().distinct().count() <= 1
              && !versions.contains(before);
        });
  }

  private static Connected connected(TrafficMesh mesh, int envoys) {
    say("%d Envoys: idle for %d s".formatted(envoys, IDLE.toSeconds()));
    var before = mesh.cpu();
    mesh.runFor(IDLE);
    var idle = mesh.cpu().minus(before);
    var heap = mesh.memory().liveHeapKib();
    return new Connected(
        envoys, heap, mesh.memory().kib("VmRSS"), 100.0 * idle.toNanos() / IDLE.toNanos());
  }

  private List<Requests> requests() throws IOException {
    try (var mesh = TrafficMesh.start(program, folder, ROUTES, nodes);
        var oneHop = StaticEnvoys.Gateway.start(program, folder, ROUTES, nodes)) {
      var twoHops = mesh.connect();
      var medians = new ArrayList<Requests>();
      for (var connections : CONNECTIONS) {
        Map<String, List<Throughput>> rounds = new LinkedHashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
          say(
              "requests through %d connections: round %d of %d"
                  .formatted(connections, i + 1, ROUNDS));
          add(
              rounds,
              "xDS, two hops",
              Throughput.of(twoHops, mesh.port(), connections, ROUTES, ROUND));
          add(
              rounds,
              "static, one hop",
              Throughput.of(oneHop.envoy(), oneHop.port(), connections, ROUTES, ROUND));
          add(
              rounds,
              "none: the nodes themselves",
              Throughput.of(nodes.envoy(), nodes.blue(), connections, ROUTES, ROUND));
        }
        rounds.forEach(
            (through, all) ->
                medians.add(new Requests(through, connections, Throughput.median(all))));
      }
      return medians;
    }
  }

  private static void add(Map<String, List<Throughput>> rounds, String through, Throughput round) {
    rounds.computeIfAbsent(through, _ -> new ArrayList<>()).add(round);
  }

  private static void print(List<Updates> updates) {
    System.out.print(
        """
        | gateway routes | from the call's begin, ms: median / 99th percentile / max \
        | from its end, ms: the same | of that building, ms: average |
        | ---: | ---: | ---: | ---: |
        """);
    updates.forEach(
        it ->
            System.out.printf(
                "| %,d | %s | %s | %.1f |%n",
                it.routes, text(it.fromBegin), text(it.fromEnd), it.buildMillis));
  }

  private static void printFleet(List<Connected> connected, Changes changes) {
    System.out.print(
        """

        | Envoys connected | heap after a full collection, KiB | resident memory, KiB \
        | idle, percent of one processor |
        | ---: | ---: | ---: | ---: |
        """);
    connected.forEach(
        it ->
            System.out.printf(
                "| %d | %,d | %,d | %.2f |%n",
                it.envoys, it.heapKib, it.residentKib, it.idlePercent));
    if (connected.size() > 1) {
      var last = connected.getLast();
      var before = connected.get(connected.size() - 2);
      double more = last.envoys - before.envoys;
      System.out.printf(
          "| each, from %d to %d | %.0f | %.0f | %.3f |%n",
          before.envoys,
          last.envoys,
          (last.heapKib - before.heapKib) / more,
          (last.residentKib - before.residentKib) / more,
          (last.idlePercent - before.idlePercent) / more);
    }
    System.out.printf(
        "%nFrom a call's begin until the last of %d Envoys has accepted the change, ms: median / "
            + "99th percentile / max: %s; most memory until then, KiB: %,d%n",
        changes.envoys, text(changes.fromBegin), changes.peakKib);
  }

  private static void printRequests(List<Requests> requests) {
    System.out.print(
        """

        | requests through | connections | requests/s | processor time of the Envoy for one, µs \
        | processors of the Envoy | of the clients |
        | --- | ---: | ---: | ---: | ---: | ---: |
        """);
    requests.forEach(
        it ->
            System.out.printf(
                "| %s | %d | %,.0f | %.0f | %.2f | %.2f |%n",
                it.through,
                it.connections,
                it.median.perSecond(),
                it.median.envoyMicros(),
                it.median.envoyCores(),
                it.median.clientCores()));
    for (var connections : CONNECTIONS) {
      var rates =
          requests.stream()
              .filter(it -> it.connections == connections)
              .map(it -> it.median.perSecond())
              .toList();
      System.out.printf(
          "%ntwo hops : one hop, %d connections: %.2f%n", connections, rates.get(0) / rates.get(1));
    }
  }

  private static String text(Timing timing) {
    return "%.1f / %.1f / %.1f".formatted(timing.median(), timing.slow(), timing.max());
  }

  /** What is asked again and again. */
  @FunctionalInterface
  private interface Question {
    boolean isAnsweredYes() throws IOException;
  }

  /** Asks every millisecond. */
  private static void await(long begin, Question question) throws IOException {
    while (!question.isAnsweredYes()) {
      if (System.nanoTime() - begin > Patience.PATIENCE.toNanos()) {
        throw new IllegalStateException("not after " + Patience.PATIENCE);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static List<Integer> numbers(String property, String byDefault) {
    return Stream.of(System.getProperty(property, byDefault).split(","))
        .map(Integer::valueOf)
        .toList();
  }

  private static void say(String progress) {
    System.out.println(progress);
  }
}
