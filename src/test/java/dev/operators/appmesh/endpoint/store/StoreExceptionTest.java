// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
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
}
