// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import dev.operators.appmesh.endpoint.settings.Storage.Database;
import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * A database, and what is different with each kind.
 *
 * @param place names it in messages
 * @param readers connections for steps that only read
 * @param writers connections for steps that write
 * @param bytes name of the collation that compares texts by their bytes in UTF-8
 * @param preparation what each connection does first; null for nothing
 * @param writeLock what each writing step does first, to wait until it is the only one; null where
 *     every transaction begins so
 */
record SqlDatabase(
    String place,
    DataSource readers,
    DataSource writers,
    String bytes,
    @Nullable String preparation,
    @Nullable String writeLock) {

  /** How long SQLite waits for another program, such as one that makes a backup. */
  private static final int BUSY_MILLIS = 5_000;

  /** An endpoint that hangs within a step holds up the others for this time and no longer. */
  private static final String GIVE_UP = "SET idle_in_transaction_session_timeout = '10s'";

  /** The number stands for this program's writing steps. */
  private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(4707061)";

  static SqlDatabase sqlite(String place, Path file, SynchronousMode synchronous) {
    return new SqlDatabase(
        place,
        sqlite(file, synchronous, TransactionMode.DEFERRED, true),
        sqlite(file, synchronous, TransactionMode.IMMEDIATE, false),
        "BINARY",
        null,
        null);
  }

  private static DataSource sqlite(
      Path file, SynchronousMode synchronous, TransactionMode begin, boolean readOnly) {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(begin);
    config.setReadOnly(readOnly);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  static SqlDatabase postgres(Database database) {
    var source = new PGSimpleDataSource();
    try {
      source.setURL(database.url());
    } catch (IllegalArgumentException e) {
      // The driver's own message repeats the URL with its credentials.
      throw new UnusableStorageException(
          "the %s cannot be opened: its URL is not jdbc:postgresql://HOST:PORT/DATABASE"
              .formatted(database.place()));
    }
    if (database.user() != null) {
      source.setUser(database.user());
    }
    if (database.password() != null) {
      source.setPassword(database.password());
    }
    return new SqlDatabase(database.place(), source, source, "\"C\"", GIVE_UP, ONE_AT_A_TIME);
  }
}
