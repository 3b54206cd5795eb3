// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static dev.operators.appmesh.endpoint.store.StoreContract.MESH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a database file that others destroy, and of what is written to it. */
class DamagedFileTest {

  @TempDir private Path folder;
  private Path file;
  private Store store;

  /** How a file is destroyed. */
  enum Damage {
    OVERWRITTEN_BY_HALF {
      @Override
      void to(Path file) throws IOException {
        overwrite(file, Files.size(file) / 2);
      }
    },
    HEADER_OVERWRITTEN {
      @Override
      void to(Path file) throws IOException {
        overwrite(file, 0);
      }
    },
    TRUNCATED {
      @Override
      void to(Path file) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
          open.setLength(Files.size(file) / 2);
        }
      }
    },
    REPLACED {
      @Override
      void to(Path file) throws IOException {
        var copy = Files.copy(file, file.resolveSibling("copy"));
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
      }
    },
    REMOVED {
      @Override
      void to(Path file) throws IOException {
        Files.delete(file);
      }
    },
    LOG_REMOVED {
      @Override
      void to(Path file) throws IOException {
        Files.delete(log(file));
      }
    },
    LOG_EMPTIED {
      @Override
      void to(Path file) throws IOException {
        try (var open = new RandomAccessFile(log(file).toFile(), "rw")) {
          open.setLength(0);
        }
      }
    };

    abstract void to(Path file) throws IOException;

    static Path log(Path file) {
      return file.resolveSibling("endpoint.db-wal");
    }

    private static void overwrite(Path file, long from) throws IOException {
      try (var open = new RandomAccessFile(file.toFile(), "rw")) {
        open.seek(from);
        open.write(new byte[(int) (Files.size(file) - from)]);
      }
    }
  }

  @BeforeEach
  void open() {
    file = folder.resolve("endpoint.db");
    store = JdbcStore.open(new Storage.Folder(folder));
    put(0, 2_000);
    store.close(); // which moves the log into the file
    store = JdbcStore.open(new Storage.Folder(folder));
    put(0, 3);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void put(int from, int to) {
    StoreContract.put(
        store,
        IntStream.range(from, to)
            .mapToObj(i -> StoreContract.gateway(MESH, "gw-" + i))
            .toArray(ResourceName[]::new));
  }

  /** What is in the files; to read a database, SQLite makes an empty log. */
  private Map<String, String> contents() throws IOException {
    var contents = new TreeMap<String, String>();
    for (var name : new String[] {"endpoint.db", "endpoint.db-wal"}) {
      var path = folder.resolve(name);
      if (Files.exists(path) && Files.size(path) > 0) {
        contents.put(name, HexFormat.of().formatHex(Files.readAllBytes(path)));
      }
    }
    return contents;
  }

  /** SQLite has the pages in its cache, and would append to its log. */
  @ParameterizedTest
  @EnumSource
  void writeOnADestroyedFileIsNotAcknowledged(Damage damage) throws IOException {
    damage.to(file);

    assertThatThrownBy(() -> put(2_000, 2_001))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the database file " + file + " is damaged (");
    assertThatThrownBy(() -> StoreContract.find(store, MESH)).isInstanceOf(StoreException.class);
    assertThat(store.unreadiness())
        .singleElement()
        .asString()
        .startsWith("the database file " + file + " is damaged (")
        .endsWith("until the endpoint is started again, on a backup or a repaired file");
  }

  /** Also where nobody writes, and before anything is read wrongly. */
  @ParameterizedTest
  @EnumSource
  void readinessLooksAtTheFiles(Damage damage) throws IOException {
    assertThat(store.unreadiness()).isEmpty();

    damage.to(file);

    assertThat(store.unreadiness())
        .singleElement()
        .asString()
        .startsWith("the database file " + file + " is damaged (");
    assertThatThrownBy(() -> StoreContract.find(store, MESH)).isInstanceOf(StoreException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERWRITTEN_BY_HALF", "HEADER_OVERWRITTEN", "TRUNCATED"})
  void damagedFileIsRefusedAtTheStartAndLeftAlone(Damage damage) throws IOException {
    store.close();
    damage.to(file);
    var before = contents();

    assertThatThrownBy(() -> JdbcStore.open(new Storage.Folder(folder)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessageContaining("the database file " + file + " is damaged (")
        .hasMessageContaining("restore a backup, or rescue what is left with: sqlite3 ");

    assertThat(contents()).isEqualTo(before);
  }

  /** What has to stay is also in the log of one that was killed. */
  @ParameterizedTest
  @EnumSource(names = {"OVERWRITTEN_BY_HALF", "HEADER_OVERWRITTEN", "TRUNCATED"})
  void logBesideADamagedFileIsLeftAlone(Damage damage) throws IOException {
    put(2_000, 2_010);
    var log = Files.readAllBytes(Damage.log(file));
    assertThat(log).isNotEmpty();
    store.close();
    // As a process leaves it that is killed.
    Files.write(Damage.log(file), log);
    damage.to(file);
    var before = contents();

    assertThatThrownBy(() -> JdbcStore.open(new Storage.Folder(folder)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessageContaining(file + " is damaged (");

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void logWithoutItsFileIsRefusedAndLeftAlone() throws IOException {
    put(2_000, 2_010);
    var log = Files.readAllBytes(Damage.log(file));
    store.close();
    Files.delete(file);
    Files.write(Damage.log(file), log);

    assertThatThrownBy(() -> JdbcStore.open(new Storage.Folder(folder)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessageContaining("(it is gone, but its log is not)");

    assertThat(Files.readAllBytes(Damage.log(file))).isEqualTo(log);
  }

  @Test
  void emptyFileThatHadStateIsRefused() throws IOException {
    store.close();
    Files.write(file, new byte[0]);

    assertThatThrownBy(() -> JdbcStore.open(new Storage.Folder(folder)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessageContaining(file + " is damaged (it is empty, but it had state)")
        .hasMessageContaining("restore a backup");

    assertThat(file).isEmptyFile();
  }

  @Test
  void fileThatIsGoneIsRefusedAndNotMadeAnew() throws IOException {
    store.close();
    Files.delete(file);

    assertThatThrownBy(() -> JdbcStore.open(new Storage.Folder(folder)))
        .isInstanceOf(UnusableStorageException.class)
        .hasMessageContaining(file + " is damaged (it is gone, but it had state)");

    assertThat(file).doesNotExist();
  }

  /** What a process leaves that is killed at its first start, before SQLite writes anything. */
  @Test
  void emptyFileThatNeverHadStateIsNew() throws IOException {
    var other = Files.createDirectory(folder.resolve("other"));
    Files.createFile(other.resolve("lock"));
    Files.createFile(other.resolve("endpoint.db"));

    JdbcStore.open(new Storage.Folder(other)).close();

    assertThat(other.resolve("endpoint.db")).isNotEmptyFile();
  }

  @Test
  void nothingMoreIsWrittenToADamagedFile() throws IOException {
    put(2_000, 2_010);
    Damage.OVERWRITTEN_BY_HALF.to(file);
    assertThat(store.unreadiness()).hasSize(1);
    var before = contents();

    store.close();

    assertThat(contents()).isEqualTo(before);
  }

  /** Our own way from the log into the file is no change by others. */
  @Test
  void manyWritesKeepItReady() throws IOException {
    for (int i = 0; i < 450; i++) {
      put(i, i + 3);
    }

    assertThat(store.unreadiness()).isEmpty();
    assertThat(Files.size(Damage.log(file))).isLessThan(16 << 20);
  }

  /** Such as VACUUM, which makes the file smaller. */
  @Test
  void changeThatLeavesItWholeIsNoDamage() throws SQLException, IOException {
    long before = Files.size(file);
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
        var sql = other.createStatement()) {
      sql.execute("DELETE FROM mesh_resource WHERE name <> 'apps'");
      sql.execute("VACUUM");
      sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertThat(Files.size(file)).isLessThan(before);

    assertThat(store.unreadiness()).isEmpty();
    put(0, 1);
    assertThat(StoreContract.find(store, StoreContract.gateway(MESH, "gw-0"))).isPresent();
  }
}
