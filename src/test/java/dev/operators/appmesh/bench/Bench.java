// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import static java.util.Objects.requireNonNull;

import dev.operators.appmesh.endpoint.store.PostgresServer;
import dev.operators.appmesh.fixture.EndpointProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Prints what the endpoint's jar does per second, how long its calls take among few and among many
 * gateways, and how much memory it takes. {@code ./mvnw -Pbench} runs it.
 */
public final class Bench {

  /** What memory is measured under. */
  private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx128m");

  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final List<Integer> CLIENTS = List.of(1, 8, 64);

  /** The rows of one store, by their titles. */
  private final Map<String, String> rows = new LinkedHashMap<>();

  private final List<String> storage;
  private final Source database;

  /** Where the tables are that the endpoint has made. */
  @FunctionalInterface
  private interface Source {
    Connection connect() throws SQLException;
  }

  private Bench(List<String> storage, Source database) {
    this.storage = storage;
    this.database = database;
  }

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-");
    var embedded =
        new Bench(
                List.of("--data=" + folder),
                () -> DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("endpoint.db")))
            .run("embedded");
    try (var server = new PostgresServer()) {
      var place = server.database("bench");
      var postgres =
          new Bench(
                  List.of(
                      "--jdbc-url=" + place.url(),
                      "--jdbc-user=" + place.user(),
                      "--jdbc-password=" + place.password()),
                  () -> server.connect("bench"))
              .run("PostgreSQL");
      System.out.printf(
          "%n## %d cores, JDK %s, endpoint with `%s`; clients: java.net.http, unsigned%n%n",
          Runtime.getRuntime().availableProcessors(), Runtime.version(), String.join(" ", JVM));
      System.out.printf("| | embedded store | PostgreSQL |%n| --- | ---: | ---: |%n");
      embedded.forEach(
          (row, it) -> System.out.printf("| %s | %s | %s |%n", row, it, postgres.get(row)));
    }
  }

  private Map<String, String> run(String store) throws SQLException {
    System.out.println("Measuring the store: " + store);
    var flags = Stream.concat(Stream.of("--no-auth", "--mesh=few,many,load"), storage.stream());
    try (var endpoint = EndpointProcess.onJvm(JVM, flags.toList());
        var caller = Caller.of(endpoint.awaitServing())) {
      fill(caller, "few", FEW);
      var few = timings(caller, "few", FEW);
      fill(caller, "many", MANY);
      var many = timings(caller, "many", MANY);
      many.forEach(
          (what, it) ->
              row(
                  "%s: median at %,d : at %,d (goal: at most 2)".formatted(what, MANY, FEW),
                  "%.2f".formatted(it.median() / requireNonNull(few.get(what)).median())));
      rates(caller);
      var memory = new Memory(endpoint.pid());
      row("resident memory after all this, MiB (goal: under 300)", "" + memory.residentMib());
      row("heap after a full collection, MiB", "" + memory.liveHeapMib());
    }
    return rows;
  }

  private Map<String, Timing> timings(Caller caller, String mesh, int gateways) {
    var random = ThreadLocalRandom.current();
    var tokens = caller.tokens(mesh);
    var timings =
        Map.of(
            "page of 100",
            Timing.of(() -> caller.page(mesh, tokens.get(random.nextInt(tokens.size())))),
            "describe",
            Timing.of(() -> caller.describe(mesh, name(random.nextInt(gateways)))));
    timings.forEach(
        (what, it) ->
            row(
                "%s at %,d gateways, ms: median / 99th percentile".formatted(what, gateways),
                "%.2f / %.2f".formatted(it.median(), it.slow())));
    return timings;
  }

  private void rates(Caller caller) {
    var made = new AtomicInteger();
    for (var clients : CLIENTS) {
      row(
          "creates/s, clients: " + clients,
          "%.0f"
              .formatted(
                  Timing.rate(clients, () -> caller.create("load", name(made.getAndIncrement())))));
    }
    for (var clients : CLIENTS) {
      row(
          "describes/s, clients: " + clients,
          "%.0f"
              .formatted(
                  Timing.rate(
                      clients,
                      () ->
                          caller.describe(
                              "many", name(ThreadLocalRandom.current().nextInt(MANY))))));
    }
  }

  /** Makes the first one through the API; copies of its row save many minutes. */
  private void fill(Caller caller, String mesh, int gateways) throws SQLException {
    caller.create(mesh, name(0));
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
          INSERT INTO resource SELECT parent, 'gw-' || (1000000 + i), uid || '-' || i, version,
            created_at, last_updated_at, status, spec, tags
          FROM resource, n WHERE parent = '%s' AND name = '%s'
          """
              .formatted(gateways - 1, mesh, name(0)));
    }
  }

  private static String name(int number) {
    return "gw-" + (1_000_000 + number);
  }

  private void row(String title, String value) {
    rows.put(title, value);
    System.out.println(title + ": " + value);
  }
}
