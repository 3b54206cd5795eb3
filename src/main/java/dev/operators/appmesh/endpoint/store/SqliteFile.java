// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a SQLite database that is in use: the database file and its write-ahead log.
 *
 * <p>SQLite appends a commit to the log and reads pages from its caches, so it goes on for hundreds
 * of commits after its file was destroyed, removed or replaced. Therefore the files are looked at
 * before and after each write. This is possible since nobody but us changes the database file: a
 * commit of ours changes the log alone, and we move the log into the file ourselves. Whatever else
 * changes is checked before a write is acknowledged. Not noticed is a change within the
 * milliseconds in which we write the same file, and one that leaves a well-formed database with
 * other content.
 */
final class SqliteFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

  /** After so many commits, or bytes, the log is moved into the database file. */
  private static final int CHECKPOINT_COMMITS = 200;

  private static final long CHECKPOINT_BYTES = 4 << 20;

  /** SQLITE_IOERR. */
  private static final int IO_ERROR = 10;

  /** SQLITE_CANTOPEN. */
  private static final int CANNOT_OPEN = 14;

  private final SqlDatabase backend;
  private final Path file;
  private final Path log;
  private final Connection keeper;
  private final AtomicReference<State> known = new AtomicReference<>();

  /** For the only thread that writes. */
  private int commits;

  private long logSize;

  /** What is known of a file without reading it. */
  private record Stamp(Object key, long size, FileTime modified) {

    /** That of {@code file}; null if there is no such file. */
    static @Nullable Stamp of(Path file) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var key = Objects.requireNonNullElse(attributes.fileKey(), file);
        return new Stamp(key, attributes.size(), attributes.lastModifiedTime());
      } catch (NoSuchFileException e) {
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether {@code later} is the same file. */
    boolean isStill(@Nullable Stamp later) {
      return later != null && key.equals(later.key);
    }
  }

  /** Database file and log; null for one that does not exist. */
  private record State(@Nullable Stamp file, @Nullable Stamp log) {

    boolean isStill(State later) {
      return file != null && file.isStill(later.file) && (log == null || log.isStill(later.log));
    }
  }

  /**
   * Checks the whole database file before it is used, without changing anything.
   *
   * @param hadState whether it was complete once
   * @throws UnusableStorageException if it is damaged
   * @throws UncheckedIOException if it cannot be read
   */
  static void check(SqlDatabase backend, Path file, boolean hadState) {
    var base = Stamp.of(file);
    if (base == null || base.size() == 0) {
      var state = base == null ? "it is gone" : "it is empty";
      var log = Stamp.of(log(file));
      if (log != null && log.size() > 0) {
        // SQLite would delete the log, which may have all that is left.
        throw new UnusableStorageException(damaged(file, state + ", but its log is not"));
      }
      if (hadState) {
        throw new UnusableStorageException(
            ("the database file %s is damaged (%s, but it had state); nothing in the folder was"
                    + " changed: restore a backup, or delete the whole folder to begin without"
                    + " state")
                .formatted(file, state));
      }
      return;
    }
    try {
      var problem = problem(backend, "integrity_check");
      if (problem != null) {
        throw new UnusableStorageException(damaged(file, problem));
      }
    } catch (SQLException e) {
      if (StoreException.before(e).isDamage()) {
        throw new UnusableStorageException(damaged(file, e.getMessage()), e);
      }
      throw new UncheckedIOException(
          "Cannot read the database file %s: %s".formatted(file, e.getMessage()),
          new IOException(e));
    }
  }

  /** What a check by SQLite finds, which reads all pages from the disk; null if nothing. */
  private static @Nullable String problem(SqlDatabase backend, String check) throws SQLException {
    // A connection of its own, since the others have pages in their caches.
    try (var connection = backend.readers().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA " + check + "(1)")) {
      var words = rows.next() ? rows.getString(1) : "no result";
      return words.equals("ok") ? null : words.replaceAll("\\s+", " ");
    }
  }

  private static String damaged(Path file, @Nullable String cause) {
    return ("the database file %s is damaged (%s); nothing in the folder was changed: restore a"
            + " backup, or rescue what is left with: sqlite3 %s .recover")
        .formatted(file, cause, file);
  }

  private static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  /**
   * Watches the files of {@code backend} until this is closed.
   *
   * @throws UncheckedIOException if they cannot be opened
   */
  SqliteFile(SqlDatabase backend, Path file) {
    this.backend = backend;
    this.file = file;
    this.log = log(file);
    try {
      // While a connection is open, nobody deletes the log.
      keeper = backend.readers().getConnection();
      try (var statement = keeper.createStatement()) {
        statement.execute("SELECT count(*) FROM mesh_resource");
      }
    } catch (SQLException e) {
      throw new UncheckedIOException(
          "Cannot open the %s: %s".formatted(backend.place(), e.getMessage()), new IOException(e));
    }
    known.set(now());
  }

  private State now() {
    try {
      return new State(Stamp.of(file), Stamp.of(log));
    } catch (UncheckedIOException e) {
      throw StoreException.before(new SQLException(e.getMessage(), null, CANNOT_OPEN, e));
    }
  }

  /**
   * Looks whether somebody else has changed the files, and if so, whether they are damaged. For any
   * thread.
   *
   * @throws StoreException if they are damaged, gone, or cannot be checked
   */
  void look() {
    var before = known.get();
    var now = now();
    if (!now.equals(before)) {
      verify(before, now);
    }
  }

  private void verify(State before, State now) {
    if (!before.isStill(now)) {
      throw damage("it, or its log, was removed or replaced while the endpoint used it", null);
    }
    try {
      var problem = problem(backend, "quick_check");
      if (problem != null) {
        throw damage(problem, null);
      }
    } catch (SQLException e) {
      // Where others have changed the files, it is not the disk that has no more to read.
      if (StoreException.before(e).isDamage() || e.getErrorCode() == IO_ERROR) {
        throw damage(String.valueOf(e.getMessage()), e);
      }
      throw StoreException.before(e);
    }
    known.compareAndSet(before, now);
  }

  private StoreException damage(String cause, @Nullable SQLException thrown) {
    return StoreException.damage(
        "the database file %s is damaged (%s)".formatted(file, cause), thrown);
  }

  /** To be called before each write, by the only thread that writes. */
  void beforeWrite() {
    look();
  }

  /** To be called after a write that failed, which may have left something in the log. */
  void afterRollback() {
    var before = known.get();
    var now = now();
    if (before.isStill(now) && Objects.equals(before.file, now.file)) {
      known.set(now);
    }
  }

  /**
   * To be called after each commit, before it is acknowledged, with its connection.
   *
   * @throws StoreException if the commit may be lost
   */
  void afterCommit(Connection writer) {
    var before = known.get();
    var now = now();
    if (!Objects.equals(before.file, now.file) || !before.isStill(now) || shrank(before, now)) {
      verify(before, now);
    }
    commits++;
    long size = now.log == null ? 0 : now.log.size();
    if (commits >= CHECKPOINT_COMMITS || size > logSize + CHECKPOINT_BYTES) {
      checkpoint(writer);
      commits = 0;
      logSize = size;
      now = now();
    }
    known.set(now);
  }

  /** SQLite itself never makes the log smaller while it is in use. */
  private static boolean shrank(State before, State now) {
    return before.log != null && (now.log == null || now.log.size() < before.log.size());
  }

  /** What fails here can wait: the commits stay in the log. */
  private void checkpoint(Connection writer) {
    try (var statement = writer.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      if (StoreException.before(e).isDamage()) {
        throw damage(String.valueOf(e.getMessage()), e);
      }
      LOG.warn("the log of {} cannot be moved into it now: {}", file, e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      keeper.close();
    } catch (SQLException e) {
      LOG.warn("{} cannot be closed: {}", file, e.getMessage());
    }
  }
}
