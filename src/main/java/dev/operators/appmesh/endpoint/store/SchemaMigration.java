// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;

/** Creates and updates the tables of a database. */
final class SchemaMigration {

  private static final Set<MigrationState> NEWER =
      Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

  private SchemaMigration() {}

  /**
   * Updates the tables to the version of this program.
   *
   * @throws UnusableStorageException if that fails, or if the tables are newer
   * @throws UncheckedIOException if the database cannot be reached
   */
  static void prepare(SqlDatabase backend) {
    // An open connection: closing the last one makes SQLite clean up and wait for the disk.
    try (var _ = backend.writers().getConnection()) {
      var flyway = flyway(backend);
      refuseNewer(backend, flyway);
      if (flyway.info().pending().length > 0) {
        flyway.migrate();
      }
    } catch (SQLException e) {
      throw unreachable(backend, e);
    } catch (FlywayException e) {
      throw new UnusableStorageException(
          "the tables in the %s cannot be created: %s".formatted(backend.place(), e.getMessage()),
          e);
    }
  }

  /**
   * Checks the version of the tables without changing them.
   *
   * @throws UnusableStorageException if it is not that of this program
   * @throws UncheckedIOException if the database cannot be reached
   */
  static void check(SqlDatabase backend) {
    try {
      var flyway = flyway(backend);
      refuseNewer(backend, flyway);
      if (flyway.info().pending().length > 0) {
        throw new UnusableStorageException(
            "the %s has no tables of this release: start an endpoint of this release with it first"
                .formatted(backend.place()));
      }
    } catch (FlywayException e) {
      throw unreachable(backend, e);
    }
  }

  private static Flyway flyway(SqlDatabase backend) {
    return Flyway.configure()
        .dataSource(backend.writers())
        .placeholders(Map.of("bytes", backend.bytes()))
        .failOnMissingLocations(true)
        .load();
  }

  private static void refuseNewer(SqlDatabase backend, Flyway flyway) {
    for (var applied : flyway.info().applied()) {
      if (NEWER.contains(applied.getState())) {
        throw new UnusableStorageException(
            "the %s has tables of version %s, which a newer release of this program created:"
                    .formatted(backend.place(), applied.getVersion())
                + " run that release, or choose another storage");
      }
    }
  }

  private static UncheckedIOException unreachable(SqlDatabase backend, Exception e) {
    return new UncheckedIOException(
        "Cannot open the %s: %s".formatted(backend.place(), e.getMessage()), new IOException(e));
  }
}
