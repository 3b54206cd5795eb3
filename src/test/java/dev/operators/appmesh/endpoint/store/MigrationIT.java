// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Main;
import dev.operators.appmesh.Patience;
import dev.operators.appmesh.endpoint.StateFile;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.EndpointProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What an endpoint with tables of version 1 has stored is there with those of today. */
class MigrationIT {

  private static final Path TABLES = Path.of("src/test/resources/endpoint/layout-1.sql");

  /** What that release's own {@code endpoint dump} printed of it. */
  private static final Path DUMP = Path.of("src/test/resources/endpoint/layout-1.jsonl");

  private static final int MANY = 100_000;

  private static PostgresServer server;

  @TempDir private Path temp;

  @BeforeAll
  static void start() throws IOException {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void folderIsMovedWhole() throws SQLException, IOException {
    var folder = folder();

    JdbcStore.open(folder).close();

    assertThat(dump(folder)).containsExactlyInAnyOrderElementsOf(Files.readAllLines(DUMP));
  }

  @Test
  void databaseIsMovedWhole() throws SQLException, IOException {
    var database = database("moved");

    JdbcStore.open(database).close();

    assertThat(dump(database)).containsExactlyInAnyOrderElementsOf(Files.readAllLines(DUMP));
  }

  @Test
  void dumpOfBeforeIsRead() throws IOException {
    var folder = new Storage.Folder(temp.resolve("seeded"));

    EmbeddedEndpoint.with().storage(folder).seed(DUMP).start().close();

    assertThat(dump(folder)).containsExactlyInAnyOrderElementsOf(Files.readAllLines(DUMP));
  }

  @Test
  void endpointGoesOnWithIt() throws SQLException, IOException {
    var clock = Clock.fixed(Instant.parse("2026-11-27T23:30:00Z"), ZoneOffset.UTC);
    try (var endpoint = EmbeddedEndpoint.with().storage(folder()).clock(clock).open().start()) {
      var again =
          endpoint.send(
              "PUT",
              "/v20190125/meshes/apps/virtualGateway/gw/gatewayRoutes",
              "{\"gatewayRouteName\":\"r\",\"clientToken\":\"route-token\",\"spec\":{\"priority\":7,"
                  + "\"httpRoute\":{\"match\":{\"prefix\":\"/\"},\"action\":{\"target\":"
                  + "{\"virtualService\":{\"virtualServiceName\":\"web.apps.local\"}}}}},"
                  + "\"tags\":[{\"key\":\"owner\",\"value\":\"é\"}]}");
      assertThat(again.body()).as("a call that is remembered").contains("7d51718d-517f-40e4-8e50");

      endpoint.sdk.createVirtualNode(
          create -> create.meshName("apps").virtualNodeName("gw").spec(spec -> {}));
      assertThat(
              endpoint
                  .sdk
                  .describeVirtualGateway(it -> it.meshName("apps").virtualGatewayName("gw"))
                  .virtualGateway()
                  .metadata()
                  .version())
          .isEqualTo(2);
      endpoint.sdk.deleteGatewayRoute(
          it -> it.meshName("apps").virtualGatewayName("virtualGateway").gatewayRouteName("gw"));
    }
  }

  /** Killed after the commit on PostgreSQL, before Flyway has noted it. */
  @Test
  void migrationThatWasNotNotedRunsAgain() throws SQLException, IOException {
    var database = database("unnoted");
    JdbcStore.open(database).close();
    run(
        server.connect("unnoted"),
        List.of("DELETE FROM flyway_schema_history WHERE version = '2'"));

    JdbcStore.open(database).close();

    assertThat(dump(database)).containsExactlyInAnyOrderElementsOf(Files.readAllLines(DUMP));
  }

  @Test
  void folderSurvivesAKillInTheMiddle() throws SQLException, IOException {
    var folder = folder();
    var file = folder.path().resolve("endpoint.db");
    run(sqlite(file), List.of(many()));
    var log = file.resolveSibling("endpoint.db-wal");

    try (var process = process("--data=" + folder.path())) {
      await(() -> Files.exists(log) && Files.size(log) > 1 << 20);
      process.kill();
    }

    try (var connection = sqlite(file)) {
      assertThat(count(connection, "resource")).as("in the middle").isGreaterThan(MANY);
    }
    assertHasMany(folder);
  }

  @Test
  void databaseSurvivesAKillInTheMiddle() throws SQLException, IOException {
    var database = database("killed");
    run(server.connect("killed"), List.of(many()));

    try (var watch = server.connect("killed");
        var process =
            process(
                "--jdbc-url=" + database.url(),
                "--jdbc-user=" + database.user(),
                "--jdbc-password=" + database.password())) {
      await(
          () ->
              count(
                      watch,
                      "pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
                          + " AND query LIKE '%INSERT INTO mesh_resource%'")
                  > 0);
      process.kill();
      assertThat(count(watch, "resource")).as("in the middle").isGreaterThan(MANY);
    }
    assertHasMany(database);
  }

  private static void assertHasMany(Storage storage) {
    try (var store = JdbcStore.open(storage)) {
      assertThat(
              store.<Integer>read(
                  view -> view.count(ResourceKind.VIRTUAL_GATEWAY, ResourceName.mesh("empty"))))
          .isEqualTo(MANY);
      assertThat(store.<List<Resource>>read(view -> view.whole(ResourceName.mesh("apps"))))
          .hasSize(5);
    }
  }

  /** The endpoint in a process of its own, on the classes of this test. */
  private static EndpointProcess process(String... flags) {
    var all = new ArrayList<>(List.of("--no-auth"));
    all.addAll(List.of(flags));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(EndpointProcess.arguments(all));
    return EndpointProcess.of("migration", new ProcessBuilder(command));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Patience.PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(condition);
  }

  /** Gateways in the old table, enough of them that moving them takes a while. */
  private static String many() {
    return """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
    INSERT INTO resource SELECT 'empty', 'gw-' || i, uid || '-' || i, version, created_at,
      last_updated_at, status, spec, tags
    FROM resource, n WHERE parent = 'apps' AND name = 'gw'
    """
        .formatted(MANY);
  }

  private Storage.Folder folder() throws SQLException, IOException {
    var folder = Files.createDirectory(temp.resolve("data"));
    run(sqlite(folder.resolve("endpoint.db")), statements());
    return new Storage.Folder(folder);
  }

  private static Connection sqlite(Path file) throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
    }
    return connection;
  }

  /** The tables as version 1 makes them, with the same rows. */
  private static Storage.Database database(String name) throws SQLException, IOException {
    var database = server.database(name);
    var source = new PGSimpleDataSource();
    source.setURL(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    Flyway.configure()
        .dataSource(source)
        .placeholders(Map.of("bytes", "\"C\""))
        .target("1")
        .load()
        .migrate();
    run(
        server.connect(name),
        statements().stream()
            .filter(it -> it.matches("(?s)INSERT INTO \"(resource|client_token)\".*"))
            .toList());
    return database;
  }

  private static List<String> statements() throws IOException {
    return List.of(Files.readString(TABLES).split(";\n")).stream()
        .filter(it -> !it.isBlank() && !it.contains("TRANSACTION") && !it.equals("COMMIT"))
        .toList();
  }

  private static void run(Connection connection, List<String> statements) throws SQLException {
    try (connection;
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static int count(Connection connection, String from) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static List<String> dump(Storage storage) {
    var out = new ByteArrayOutputStream();
    StateFile.dump(storage, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
