// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import java.sql.SQLException;
import java.util.Set;

/** A transaction failed in the database. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** PostgreSQL's states serialization_failure and deadlock_detected. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  /** SQLite's codes SQLITE_BUSY and SQLITE_LOCKED; PostgreSQL has no codes. */
  private static final Set<Integer> BUSY = Set.of(5, 6);

  private final boolean repeatable;

  private StoreException(SQLException cause, boolean repeatable) {
    super(cause);
    this.repeatable = repeatable;
  }

  /** A statement failed: the transaction has no effect, even if the connection is lost. */
  static StoreException before(SQLException cause) {
    return new StoreException(cause, isConflict(cause) || isLost(state(cause)));
  }

  /** The commit failed: if the connection is lost, the transaction may have taken effect. */
  static StoreException at(SQLException cause) {
    return new StoreException(cause, isConflict(cause));
  }

  /** Whether the transaction certainly had no effect and may succeed if it is repeated. */
  boolean isRepeatable() {
    return repeatable;
  }

  private static boolean isConflict(SQLException cause) {
    return CONFLICTS.contains(state(cause)) || BUSY.contains(cause.getErrorCode());
  }

  /** Connection exceptions, and the states of a PostgreSQL that shuts down. */
  private static boolean isLost(String state) {
    return state.startsWith("08") || state.startsWith("57P");
  }

  private static String state(SQLException cause) {
    return cause.getSQLState() == null ? "" : cause.getSQLState();
  }
}
