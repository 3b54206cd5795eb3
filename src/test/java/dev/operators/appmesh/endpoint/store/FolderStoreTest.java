// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import dev.operators.appmesh.fixture.LogLines;
import dev.operators.appmesh.programs.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store in a folder. */
class FolderStoreTest implements StoreContract {

  @TempDir private Path parent;
  private Path folder;
  private Store store;

  @BeforeEach
  void open() {
    folder = parent.resolve("state/data");
    store = JdbcStore.open(new Storage.Folder(folder));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Store other() {
    return store;
  }

  private List<String> sql(String statement) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder + "/endpoint.db");
        var sql = connection.createStatement()) {
      var answer = new ArrayList<String>();
      if (sql.execute(statement)) {
        try (var rows = sql.getResultSet()) {
          while (rows.next()) {
            answer.add(rows.getString("detail"));
          }
        }
      }
      return answer;
    }
  }

  @Test
  void everythingIsItsOwnersAlone() throws IOException {
    StoreContract.put(store, MESH);

    try (var files = Files.walk(parent.resolve("state"))) {
      for (var file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
      }
    }
    assertThat(folder.resolve("endpoint.db-wal")).exists();
  }

  @Test
  void folderIsUsedByOneAtATime() {
    assertThatThrownBy(() -> JdbcStore.open(new Storage.Folder(folder)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessage(
            "another process uses the folder " + folder + ": stop it, or choose another folder");

    store.close();
    store = JdbcStore.open(new Storage.Folder(folder));
  }

  @Test
  void tablesOfANewerReleaseAreRefusedAndLeftAlone() throws Exception {
    StoreContract.put(store, MESH);
    store.close();
    sql(
        "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql',"
            + " checksum, installed_by, installed_on, execution_time, success"
            + " FROM flyway_schema_history WHERE installed_rank = 1");
    var before = Files.readAllBytes(folder.resolve("endpoint.db"));

    assertThatThrownBy(() -> JdbcStore.open(new Storage.Folder(folder)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessage(
            "the folder %s has tables of version 99, which a newer release of this program"
                    .formatted(folder)
                + " created: run that release, or choose another storage");

    assertThat(Files.readAllBytes(folder.resolve("endpoint.db"))).isEqualTo(before);
    sql("DELETE FROM flyway_schema_history WHERE version = '99'");
    store = JdbcStore.open(new Storage.Folder(folder));
    assertThat(StoreContract.find(store, MESH)).isPresent();
  }

  @Test
  void folderThatIsAFileIsRefused() throws IOException {
    var file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> JdbcStore.open(new Storage.Folder(file)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessageContaining("the folder " + file + " cannot be used");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "endpoint.db", "lock"})
  void whatEverybodyMayWriteIsRefused(String name) throws IOException {
    store.close();
    var path = folder.resolve(name).normalize();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx----w-"));

    assertThatThrownBy(() -> JdbcStore.open(new Storage.Folder(folder)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessage(
            "every user of this machine can write to %s: run chmod go-w on it, or choose another"
                    .formatted(path)
                + " folder");

    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    store = JdbcStore.open(new Storage.Folder(folder));
  }

  /** As a volume of Kubernetes with an fsGroup, and as /tmp. */
  @ParameterizedTest
  @ValueSource(strings = {"770", "1777"})
  void folderThatOthersMayWriteIsWarnedOf(String mode) throws Exception {
    store.close();
    Commands.run("chmod", mode, folder.toString());

    try (var log = new LogLines()) {
      store = JdbcStore.open(new Storage.Folder(folder));

      assertThat(log.lines())
          .containsExactly(
              "other users can write to %s, which contains the state: run chmod go-w on it"
                  .formatted(folder));
    }
  }

  /** A page and a resource cost the same among few and among many. */
  @ParameterizedTest
  @ValueSource(strings = {JdbcContent.FIND, JdbcContent.CHILDREN})
  void whatIsReadIsFoundByTheIndex(String query) throws SQLException {
    assertThat(sql("EXPLAIN QUERY PLAN " + query))
        .singleElement(as(STRING))
        .startsWith(
            "SEARCH mesh_resource USING INDEX sqlite_autoindex_mesh_resource_1 (parent=? AND kind=?"
                + " AND name");
  }

  /** Such as one that makes a backup or a repair. */
  @Test
  void otherProgramsMayUseTheFileBetweenTheSteps() throws SQLException {
    StoreContract.put(store, MESH);
    StoreContract.find(store, MESH);

    sql("DELETE FROM mesh_resource");

    assertThat(StoreContract.find(store, MESH)).isEmpty();
    StoreContract.put(store, MESH);
  }

  @Test
  void writesAreSyncedToTheDisk() {
    assertThat(ask(store, "PRAGMA journal_mode")).isEqualTo("wal");
    // 2 is FULL: a commit is on disk when it returns
    assertThat(ask(store, "PRAGMA synchronous")).isEqualTo("2");
  }

  @Test
  void temporaryFolderIsGoneAtTheEnd() {
    var temporary = JdbcStore.open(new Storage.Temporary());
    StoreContract.put(temporary, MESH);
    var file = Path.of(ask(temporary, "SELECT file FROM pragma_database_list"));
    assertThat(file).exists();

    temporary.close();
    temporary.close();

    assertThat(file.getParent()).doesNotExist();
  }

  private static String ask(Store store, String query) {
    return store.atomically(
        content -> {
          try (var statement = ((JdbcContent) content).connection().createStatement();
              var row = statement.executeQuery(query)) {
            return row.getString(1);
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }
}
