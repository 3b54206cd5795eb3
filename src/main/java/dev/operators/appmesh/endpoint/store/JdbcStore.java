// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.operators.appmesh.endpoint.files.DataFolder;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.settings.Storage;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * A store in a database. Write transactions are sequential: within a process they wait for its only
 * write connection, across processes for a lock in the database.
 */
public final class JdbcStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

  private static final int READERS = 4;

  /** After a restart of the database, every connection of the readers may be lost. */
  private static final int MAX_ATTEMPTS = READERS + 1;

  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  private final SqlDatabase backend;
  private final Runnable release;
  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final @Nullable SqliteFile file;
  private final AtomicReference<@Nullable StoreException> damage = new AtomicReference<>();

  /** The last write that failed since one worked. */
  private final AtomicReference<@Nullable FailedWrite> failed = new AtomicReference<>();

  private volatile Runnable afterWrites = () -> {};

  private record FailedWrite(String reason) {}

  /** {@code release} runs when the store is closed. */
  private JdbcStore(SqlDatabase backend, @Nullable SqliteFile file, Runnable release) {
    this.backend = backend;
    this.file = file;
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
            folder,
            SqlDatabase.sqlite(storage.place(), folder.database(), SynchronousMode.FULL),
            folder::close);
      }
      case Storage.Temporary() -> {
        var folder = DataFolder.claim(temporary());
        yield open(
            folder,
            SqlDatabase.sqlite(storage.place(), folder.database(), SynchronousMode.OFF),
            folder::delete);
      }
      case Storage.Database database -> {
        var backend = SqlDatabase.postgres(database);
        SchemaMigration.prepare(backend);
        yield new JdbcStore(backend, null, () -> {});
      }
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
    return new JdbcStore(backend, null, () -> {});
  }

  private static JdbcStore open(DataFolder folder, SqlDatabase backend, Runnable release) {
    var path = folder.database();
    try {
      SqliteFile.check(backend, path, folder.hasHadState());
      SchemaMigration.prepare(backend);
      folder.noteState();
      return new JdbcStore(backend, new SqliteFile(backend, path), release);
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
    refuseDamage();
    try {
      return repeated(() -> read(readers, work));
    } catch (StoreException e) {
      noteDamage(e);
      throw e;
    }
  }

  @Override
  public <T> T atomically(Function<Content, T> work) {
    refuseDamage();
    try {
      var result = repeated(() -> write(work));
      afterWrites.run();
      return result;
    } catch (StoreException e) {
      if (e.isDamage()) {
        noteDamage(e);
      } else {
        e.reason().ifPresent(this::noteFailedWrite);
      }
      throw e;
    }
  }

  /** What a damaged database answers may be wrong, and what it takes may be lost. */
  private void refuseDamage() {
    var known = damage.get();
    if (known != null) {
      throw StoreException.damage(known.words(), null);
    }
  }

  private void noteDamage(StoreException e) {
    if (e.isDamage() && damage.compareAndSet(null, e)) {
      LOG.error("{}", damageReason(e));
    }
  }

  private static String damageReason(StoreException e) {
    return e.words()
        + ": no call is answered until the endpoint is started again, on a backup or a repaired"
        + " file";
  }

  private void noteFailedWrite(String reason) {
    if (failed.getAndSet(new FailedWrite(reason)) == null) {
      LOG.error("not ready, since the state cannot be written: {}", reason);
    }
  }

  @Override
  public List<String> unreadiness() {
    try {
      refuseDamage();
      if (file != null) {
        file.look();
      }
      read(view -> view.children(ResourceKind.MESH, null, "", 1));
    } catch (StoreException e) {
      noteDamage(e);
      return List.of(e.isDamage() ? damageReason(e) : "the state cannot be read: " + e.words());
    }
    return writeAgain()
        .map(reason -> List.of("the state cannot be written: " + reason))
        .orElse(List.of());
  }

  @Override
  public void afterWrites(Runnable task) {
    afterWrites = task;
  }

  /** Tries a write if the last one failed; why it fails. */
  private Optional<String> writeAgain() {
    var last = failed.get();
    if (last == null) {
      return Optional.empty();
    }
    try {
      atomically(
          content -> {
            ((JdbcContent) content).probe();
            return last;
          });
    } catch (StoreException e) {
      return Optional.of(e.reason().orElse(last.reason()));
    }
    if (failed.compareAndSet(last, null)) {
      LOG.info("ready again: the state can be written");
    }
    return Optional.ofNullable(failed.get()).map(FailedWrite::reason);
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

  private static <T> T read(DataSource readers, Function<View, T> work) {
    try (var connection = readers.getConnection()) {
      return transaction(connection, null, work);
    } catch (SQLException e) {
      throw StoreException.at(e);
    }
  }

  private <T> T write(Function<Content, T> work) {
    try (var connection = writers.getConnection()) {
      if (file == null) {
        return transaction(connection, backend.writeLock(), work);
      }
      file.beforeWrite();
      T result;
      try {
        result = transaction(connection, backend.writeLock(), work);
      } catch (SQLException | RuntimeException e) {
        file.afterRollback();
        throw e;
      }
      file.afterCommit(connection);
      return result;
    } catch (SQLException e) {
      throw StoreException.at(e);
    }
  }

  /** The pool rolls back what is not committed. */
  private static <T> T transaction(
      Connection connection, @Nullable String first, Function<? super JdbcContent, T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    var content = new JdbcContent(connection);
    if (first != null) {
      content.run(first);
    }
    var result = work.apply(content);
    // This commits. After commit(), SQLite's driver would begin a transaction and keep the lock.
    connection.setAutoCommit(true);
    return result;
  }

  @Override
  public void close() {
    if (file != null && !writers.isClosed() && damage.get() == null) {
      try {
        file.look();
      } catch (StoreException e) {
        noteDamage(e);
      }
    }
    if (file == null) {
      readers.close();
      writers.close();
    } else if (damage.get() == null) {
      // The last connection moves the log into the file, which one that only reads cannot.
      file.close();
      readers.close();
      writers.close();
    } else {
      // Nothing more is written to a damaged file, and its log stays.
      readers.close();
      writers.close();
      file.close();
    }
    release.run();
  }
}
