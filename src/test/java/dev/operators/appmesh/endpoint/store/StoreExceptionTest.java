// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreExceptionTest {

  @ParameterizedTest
  @CsvSource({
    "40001, 0, true, true", // serialization_failure
    "40P01, 0, true, true", // deadlock_detected
    ", 5, true, true", // SQLITE_BUSY
    ", 6, true, true", // SQLITE_LOCKED
    "08006, 0, true, false", // connection_failure
    "57P01, 0, true, false", // admin_shutdown
    "23505, 0, false, false", // unique_violation
    "42601, 0, false, false", // syntax_error
    ", 13, false, false", // SQLITE_FULL
  })
  void onlyAStepThatHadNoEffectIsRepeated(
      String state, int code, boolean whenAStatementFails, boolean whenTheCommitFails) {
    var cause = new SQLException("reason", state, code);

    assertThat(StoreException.before(cause).isRepeatable()).isEqualTo(whenAStatementFails);
    assertThat(StoreException.at(cause).isRepeatable()).isEqualTo(whenTheCommitFails);
  }

  @ParameterizedTest
  @CsvSource({
    ", 13, the disk is full", // SQLITE_FULL
    ", 10, the disk reports an I/O error", // SQLITE_IOERR
    ", 8, the database is read-only", // SQLITE_READONLY
    ", 14, the database file cannot be opened", // SQLITE_CANTOPEN
    ", 5, another program keeps the database locked", // SQLITE_BUSY
    ", 11, the database is damaged: said", // SQLITE_CORRUPT
    ", 26, the database is damaged: said", // SQLITE_NOTADB
    "53100, 0, the disk of the database server is full", // disk_full
    "53200, 0, the database server is out of resources", // out_of_memory
    "25006, 0, the database is read-only", // read_only_sql_transaction
    "08006, 0, the connection to the database is lost", // connection_failure
    "57P01, 0, the database server shuts down", // admin_shutdown
    "58030, 0, the database server reports an I/O error", // io_error
    "XX001, 0, the database server reports damaged data", // data_corrupted
    "22021, 0, ", // character_not_in_repertoire: what callers send
    "23505, 0, ", // unique_violation
    "57014, 0, ", // query_canceled
    ", 1, ", // SQLITE_ERROR
    ", 0, ", // a connection of the pool did not become free
  })
  void whatTheDatabaseCannotDoHasAReason(String state, int code, @Nullable String reason) {
    var cause = new SQLException("said", state, code);

    assertThat(StoreException.before(cause).reason()).isEqualTo(Optional.ofNullable(reason));
    assertThat(StoreException.at(cause).isDamage()).isEqualTo(code == 11 || code == 26);
  }
}
