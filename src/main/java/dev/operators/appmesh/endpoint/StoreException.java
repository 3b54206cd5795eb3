// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import java.sql.SQLException;
import java.util.Set;

/** The database failed in the middle of a step. */
final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** PostgreSQL's states serialization_failure and deadlock_detected. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  /** SQLite's codes SQLITE_BUSY and SQLITE_LOCKED; PostgreSQL has no codes. */
  private static final Set<Integer> BUSY = Set.of(5, 6);

  private final boolean conflict;

  StoreException(SQLException cause) {
    super(cause);
    var state = cause.getSQLState();
    conflict =
        (state != null && CONFLICTS.contains(state)) || BUSY.contains(cause.getErrorCode());
  }

  /** Whether another step was in the way: this one had no effect and can be repeated. */
  boolean isConflict() {
    return conflict;
  }
}
