// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.operators.appmesh.endpoint.files.DataFolder;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * A store in a database. Write transactions are sequential: within a process they wait for its only
 * write connection, across processes for a lock in the database.
 */
public final class JdbcStore implements Store {

  private static final int READERS = 4;

  /** After a restart of the database, every connection of the readers may be lost. */
  private static final int MAX_ATTEMPTS = READERS + 1;

  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  private final SqlDatabase backend;
  private final Runnable release;
  private final HikariDataSource readers;
  private final HikariDataSource writers;

  /** {@code release} runs when the store is closed. */
  private JdbcStore(SqlDatabase backend, Runnable release) {
    this.backend = backend;
    this.release = release;
    readers = pool("readers", backend.readers(), READERS, true);
    writers = pool("writers", backend.writers(), 1, false);
  }

  /**
   * Opens the storage.
   *
   * @throws UnusableStorageException if it cannot be used
   */
  public static JdbcStore open(Storage storage) {
    return switch (storage) {
      case Storage.Folder(var path) -> {
        var folder = DataFolder.claim(path);
        yield open(
            SqlDatabase.sqlite(storage.place(), folder.database(), SynchronousMode.FULL),
            folder::close);
      }
      case Storage.Temporary() -> {
        var folder = DataFolder.claim(temporary());
        yield open(
            SqlDatabase.sqlite(storage.place(), folder.database(), SynchronousMode.OFF),
            folder::delete);
      }
      case Storage.Database database -> open(SqlDatabase.postgres(database), () -> {});
    };
  }

  /**
   * Opens the storage of an endpoint that may be running.
   *
   * @throws UnusableStorageException if no endpoint of this release has used it
   */
  public static JdbcStore openToRead(Storage storage) {
    var backend =
        switch (storage) {
          case Storage.Folder(var path) ->
              SqlDatabase.sqlite(storage.place(), DataFolder.existing(path), SynchronousMode.FULL);
          case Storage.Temporary() ->
              throw new UnusableStorageException("a temporary folder contains no state");
          case Storage.Database database -> SqlDatabase.postgres(database);
        };
    SchemaMigration.check(backend);
    return new JdbcStore(backend, () -> {});
  }

  private static JdbcStore open(SqlDatabase backend, Runnable release) {
    try {
      SchemaMigration.prepare(backend);
      return new JdbcStore(backend, release);
    } catch (RuntimeException e) {
      release.run();
      throw e;
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("appmesh-endpoint-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HikariDataSource pool(String name, DataSource source, int size, boolean readOnly) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setReadOnly(readOnly);
    // A reader sees one state throughout, a writer what was committed while it waited.
    config.setTransactionIsolation(
        readOnly ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(backend.preparation());
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    return new HikariDataSource(config);
  }

  @Override
  public <T> T read(Function<View, T> work) {
    return repeated(() -> step(readers, null, work));
  }

  @Override
  public <T> T atomically(Function<Content, T> work) {
    return repeated(() -> step(writers, backend.writeLock(), work));
  }

  private static <T> T repeated(Supplier<T> step) {
    for (int attempt = 1; ; attempt++) {
      try {
        return step.get();
      } catch (StoreException e) {
        if (!e.isRepeatable() || attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** The pool rolls back what is not committed. */
  private static <T> T step(
      DataSource pool, @Nullable String first, Function<? super JdbcContent, T> work) {
    try (var connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      var content = new JdbcContent(connection);
      if (first != null) {
        content.run(first);
      }
      var result = work.apply(content);
      // This commits. After commit(), SQLite's driver would begin a transaction and keep the lock.
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException e) {
      throw StoreException.at(e);
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
    release.run();
  }
}
