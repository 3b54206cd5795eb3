// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SdkRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two stores on one PostgreSQL. */
class PostgresStoreIT implements StoreContract {

  private static PostgresServer server;
  private static int databases;

  private String name;
  private Storage.Database database;
  private Store store;
  private Store other;

  @BeforeAll
  static void start() throws IOException {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    name = "endpoint" + databases++;
    database = server.database(name);
    store = JdbcStore.open(database);
    other = JdbcStore.open(database);
  }

  @AfterEach
  void close() {
    store.close();
    other.close();
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Store other() {
    return other;
  }

  @Test
  void replicasMayStartAtOnce() {
    var fresh = server.database(name + "_fresh");
    var stores =
        IntStream.range(0, 3)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> JdbcStore.open(fresh)))
            .toList();

    StoreContract.put(stores.getFirst().join(), MESH);

    assertThat(stores)
        .allSatisfy(it -> assertThat(StoreContract.find(it.join(), MESH)).isPresent());
    stores.forEach(it -> it.join().close());
  }

  @Test
  void twoEndpointsTellTheSame() {
    try (var one = EmbeddedEndpoint.with(SdkRequests.MESH).storage(database).start();
        var two = EmbeddedEndpoint.with(SdkRequests.MESH).storage(database).start()) {
      var create = gateway("gw", 80).andThen(it -> it.clientToken("t"));
      var made = one.sdk.createVirtualGateway(create).virtualGateway();

      assertThat(two.sdk.createVirtualGateway(create).virtualGateway()).isEqualTo(made);
      assertThat(
              two.sdk
                  .describeVirtualGateway(
                      which -> which.meshName(SdkRequests.MESH).virtualGatewayName("gw"))
                  .virtualGateway())
          .isEqualTo(made);
    }
  }

  @Test
  void tablesOfANewerReleaseAreRefused() throws SQLException {
    sql(
        "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql',"
            + " checksum, installed_by, installed_on, execution_time, success"
            + " FROM flyway_schema_history WHERE version = '1'");

    assertThatThrownBy(() -> JdbcStore.open(database))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessage(
            "the %s has tables of version 99, which a newer release of this program created:"
                    .formatted(database.place())
                + " run that release, or choose another storage");
  }

  @Test
  void wrongPasswordIsToldWithoutIt() {
    var wrong = new Storage.Database(database.url(), "postgres", "not-the-one");

    assertThatThrownBy(() -> JdbcStore.open(wrong))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot open the " + database.place())
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("not-the-one");
  }

  @Test
  void credentialsMayBeInTheUrl() {
    var url = database.url() + "?user=postgres&password=s3cret%2F%3F%26";

    JdbcStore.open(new Storage.Database(url, null, null)).close();
  }

  @Test
  void connectionsThatTheServerCutsAreReplaced() throws SQLException {
    StoreContract.put(store, MESH);
    sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");

    assertThat(StoreContract.find(other, MESH)).isPresent();
  }

  @Test
  void databaseThatIsReadOnlyIsNotReadyUntilAWriteWorks() throws SQLException {
    assertThat(store.unreadiness()).isEmpty();
    sql("ALTER DATABASE %s SET default_transaction_read_only = on".formatted(name));
    sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");

    assertThatThrownBy(() -> StoreContract.put(store, MESH)).isInstanceOf(StoreException.class);

    assertThat(store.unreadiness())
        .containsExactly("the state cannot be written: the database is read-only");
    sql(
        "BEGIN READ WRITE; ALTER DATABASE %s RESET default_transaction_read_only; COMMIT"
            .formatted(name));
    sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
    assertThat(store.unreadiness()).isEmpty();
    StoreContract.put(store, MESH);
  }

  /** A page and a resource cost the same among few and among many. */
  @ParameterizedTest
  @ValueSource(strings = {JdbcContent.FIND, JdbcContent.CHILDREN})
  void whatIsReadIsFoundByTheIndex(String query) throws SQLException {
    StoreContract.put(
        store,
        IntStream.range(0, 5_000)
            .mapToObj(i -> StoreContract.gateway(MESH, "gw-" + i))
            .toArray(ResourceName[]::new));
    sql("ANALYZE mesh_resource");

    var values =
        query
            .replaceFirst("\\?", "'apps'")
            .replaceFirst("\\?", "'VirtualGateway'")
            .replaceFirst("\\?", "'gw-2'");
    assertThat(sql("EXPLAIN " + values.replaceFirst("\\?", "101")))
        .contains("Index Scan using mesh_resource_key on mesh_resource")
        .contains(
            "Index Cond: ((parent = 'apps'::text) AND (kind = 'VirtualGateway'::text) AND (name ")
        .doesNotContain("Sort");
  }

  private String sql(String sql) throws SQLException {
    try (var connection = server.connect(name);
        var statement = connection.createStatement()) {
      var answer = new StringBuilder();
      if (statement.execute(sql)) {
        try (var rows = statement.getResultSet()) {
          while (rows.next()) {
            answer.append(rows.getString(1)).append('\n');
          }
        }
      }
      return answer.toString();
    }
  }
}
