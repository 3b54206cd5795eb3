// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transaction failed in the database. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** PostgreSQL's states serialization_failure and deadlock_detected. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  /** SQLite's codes SQLITE_BUSY and SQLITE_LOCKED; PostgreSQL has no codes. */
  private static final Set<Integer> BUSY = Set.of(5, 6);

  /** SQLite's codes SQLITE_CORRUPT and SQLITE_NOTADB. */
  private static final Set<Integer> DAMAGE = Set.of(11, 26);

  /** What SQLite's codes say about the database, and not about the statement. */
  private static final Map<Integer, String> CODES =
      Map.of(
          3, "permission denied", // SQLITE_PERM
          5, "another program keeps the database locked", // SQLITE_BUSY
          6, "another program keeps the database locked", // SQLITE_LOCKED
          7, "out of memory", // SQLITE_NOMEM
          8, "the database is read-only", // SQLITE_READONLY
          10, "the disk reports an I/O error", // SQLITE_IOERR
          13, "the disk is full", // SQLITE_FULL
          14, "the database file cannot be opened", // SQLITE_CANTOPEN
          23, "permission denied"); // SQLITE_AUTH

  /** The same of PostgreSQL's states, by their beginnings; the longest one counts. */
  private static final Map<String, String> STATES =
      Map.of(
          "08", "the connection to the database is lost",
          "25006", "the database is read-only",
          "53", "the database server is out of resources",
          "53100", "the disk of the database server is full",
          "57P", "the database server shuts down",
          "58", "the database server reports an I/O error",
          "XX001", "the database server reports damaged data",
          "XX002", "the database server reports a damaged index");

  private final boolean repeatable;
  private final boolean damage;
  private final @Nullable String reason;

  private StoreException(SQLException cause, boolean repeatable) {
    super(cause);
    this.repeatable = repeatable;
    this.damage = DAMAGE.contains(cause.getErrorCode());
    this.reason = reason(cause, damage);
  }

  private StoreException(String reason, @Nullable SQLException cause) {
    super(reason, cause);
    this.repeatable = false;
    this.damage = true;
    this.reason = reason;
  }

  /**
   * The database is damaged.
   *
   * @param reason names the database and the damage
   */
  static StoreException damage(String reason, @Nullable SQLException cause) {
    return new StoreException(reason, cause);
  }

  private static @Nullable String reason(SQLException cause, boolean damage) {
    if (damage) {
      return "the database is damaged: " + cause.getMessage();
    }
    var state = state(cause);
    return STATES.keySet().stream()
        .filter(state::startsWith)
        .max(Comparator.comparingInt(String::length))
        .map(STATES::get)
        .orElse(CODES.get(cause.getErrorCode()));
  }

  /** Whether the database itself is damaged, so that nothing it says can be trusted. */
  boolean isDamage() {
    return damage;
  }

  /**
   * What keeps the database from its work, in plain words; empty if that is not known to be the
   * database, such as for a statement that is wrong.
   */
  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** A statement failed: the transaction has no effect, even if the connection is lost. */
  static StoreException before(SQLException cause) {
    return new StoreException(cause, isConflict(cause) || isLost(state(cause)));
  }

  /** The commit failed: if the connection is lost, the transaction may have taken effect. */
  static StoreException at(SQLException cause) {
    return new StoreException(cause, isConflict(cause));
  }

  /** Why it failed, in plain words if there are any, else in those of the database. */
  public String words() {
    return reason().orElseGet(this::getMessage);
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
