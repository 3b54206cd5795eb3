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
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * A database with what is specific to its kind.
 *
 * @param place its description in messages
 * @param readers connections for read transactions
 * @param writers connections for write transactions
 * @param bytes name of the collation that compares texts by their bytes in UTF-8
 * @param preparation the first statement of every connection; null for none
 * @param writeLock the first statement of every write transaction, which waits until it is the only
 *     one; null if beginning a transaction waits
 */
record SqlDatabase(
    String place,
    DataSource readers,
    DataSource writers,
    String bytes,
    @Nullable String preparation,
    @Nullable String writeLock) {

  /** How long SQLite waits for another program, such as a backup. */
  private static final int BUSY_MILLIS = 5_000;

  /** The maximum time that an endpoint that hangs in a transaction blocks the others. */
  private static final String GIVE_UP = "SET idle_in_transaction_session_timeout = '10s'";

  /** The number identifies the write transactions of this program. */
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
    // SqliteFile does it.
    config.setPragma(Pragma.WAL_AUTOCHECKPOINT, "0");
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  static SqlDatabase postgres(Database database) {
    var source = new PGSimpleDataSource();
    try {
      if (!database.isPlain()) {
        throw new IllegalArgumentException("a part of it may be a password");
      }
      source.setURL(database.url());
    } catch (IllegalArgumentException e) {
      // The driver's own message quotes the URL with its credentials.
      throw new UnusableStorageException(
          "the %s cannot be opened: its URL is not jdbc:postgresql://HOST:PORT/DATABASE"
                  .formatted(database.place())
              + "; credentials come after it, as ?user=NAME&password=PASSWORD");
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
