// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import static java.util.Objects.requireNonNull;

import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.store.JdbcStore;
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
 * gateways and among all kinds, and how much memory it takes. {@code ./mvnw -Pbench
 * -Dbench=endpoint} runs it.
 */
final class EndpointBench {

  /** What memory is measured under. */
  static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx128m");

  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final int MESHES = 1_000;
  private static final List<Integer> CLIENTS = List.of(1, 8, 64);

  /** The rows of one store, by their titles. */
  private final Map<String, String> rows = new LinkedHashMap<>();

  private final Storage place;
  private final List<String> storage;
  private final Source database;

  /** Where the tables are that the endpoint has made. */
  @FunctionalInterface
  private interface Source {
    Connection connect() throws SQLException;
  }

  private EndpointBench(Storage place, List<String> storage, Source database) {
    this.place = place;
    this.storage = storage;
    this.database = database;
  }

  static void print() throws Exception {
    var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-");
    var embedded =
        new EndpointBench(
                new Storage.Folder(folder),
                List.of("--data=" + folder),
                () -> DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("endpoint.db")))
            .run("embedded");
    try (var server = new PostgresServer()) {
      var place = server.database("bench");
      var postgres =
          new EndpointBench(
                  place,
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
      kinds(caller);
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
    timings.forEach((what, it) -> milliseconds("%s at %,d gateways".formatted(what, gateways), it));
    return timings;
  }

  /** All kinds: the mesh {@code t} is made through the API, the others are copies of its rows. */
  private void kinds(Caller caller) throws SQLException {
    caller.fill("t", 1);
    caller.fill("whole", 5);
    sql(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        INSERT INTO mesh_resource SELECT
          CASE WHEN parent = '' THEN '' ELSE 'm' || i || substr(parent, 2) END, kind,
          CASE WHEN parent = '' THEN 'm' || i ELSE name END, uid || '-' || i, version,
          created_at, last_updated_at, status, spec, tags
        FROM mesh_resource, n
        WHERE parent = 't' OR parent LIKE 't/%%' OR (parent = '' AND name = 't')
        """
            .formatted(MESHES));
    var random = ThreadLocalRandom.current();
    var title = "at 100,000 resources in %,d meshes".formatted(MESHES);
    milliseconds(
        "describe a virtual node " + title,
        Timing.of(() -> caller.describeNode("m" + (1 + random.nextInt(MESHES)), "x7")));
    milliseconds(
        "update a route " + title,
        Timing.of(() -> caller.updateRoute("m" + (1 + random.nextInt(MESHES)), "x3", "x1")));
    try (var store = JdbcStore.openToRead(place)) {
      var mesh = ResourceName.mesh("whole");
      milliseconds(
          "read a mesh of %d resources whole (goal: under 20)"
              .formatted(store.read(view -> view.whole(mesh)).size()),
          Timing.of(() -> store.read(view -> view.whole(mesh))));
    }
  }

  private void milliseconds(String what, Timing timing) {
    row(
        what + ", ms: median / 99th percentile",
        "%.2f / %.2f".formatted(timing.median(), timing.slow()));
  }

  private void sql(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
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
    sql(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        INSERT INTO mesh_resource SELECT parent, kind, 'gw-' || (1000000 + i), uid || '-' || i,
          version, created_at, last_updated_at, status, spec, tags
        FROM mesh_resource, n WHERE parent = '%s' AND name = '%s'
        """
            .formatted(gateways - 1, mesh, name(0)));
  }

  private static String name(int number) {
    return "gw-" + (1_000_000 + number);
  }

  private void row(String title, String value) {
    rows.put(title, value);
    System.out.println(title + ": " + value);
  }
}
