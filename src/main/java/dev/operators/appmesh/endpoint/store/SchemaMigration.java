// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import dev.operators.appmesh.endpoint.settings.UnusableStorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables of a database to the version that this program knows. */
final class SchemaMigration {

  private static final Set<MigrationState> NEWER =
      Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

  private SchemaMigration() {}

  /**
   * Throws {@link UnusableStorageException} where it cannot, or where they are newer, and {@link
   * UncheckedIOException} where the database does not answer.
   */
  static void prepare(SqlDatabase backend) {
    // SQLite tidies up, and waits for the disk, whenever its last connection is closed.
    try (var _ = backend.writers().getConnection()) {
      migrate(backend);
    } catch (SQLException e) {
      throw new UncheckedIOException(
          "Cannot open the %s: %s".formatted(backend.place(), e.getMessage()), new IOException(e));
    }
  }

  /** Throws {@link UnusableStorageException} where the tables are not those of this program. */
  static void check(SqlDatabase backend) {
    try {
      var flyway = flyway(backend);
      refuseNewer(backend, flyway);
      if (flyway.info().pending().length > 0) {
        throw new UnusableStorageException(
            "the %s has no tables of this release: start an endpoint of it there first"
                .formatted(backend.place()));
      }
    } catch (FlywayException e) {
      throw new UncheckedIOException(
          "Cannot open the %s: %s".formatted(backend.place(), e.getMessage()), new IOException(e));
    }
  }

  private static void migrate(SqlDatabase backend) {
    var flyway = flyway(backend);
    try {
      refuseNewer(backend, flyway);
      if (flyway.info().pending().length > 0) {
        flyway.migrate();
      }
    } catch (FlywayException e) {
      throw new UnusableStorageException(
          "the tables in the %s cannot be made: %s".formatted(backend.place(), e.getMessage()), e);
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
    Stream.of(flyway.info().applied())
        .filter(applied -> NEWER.contains(applied.getState()))
        .map(MigrationInfo::getVersion)
        .findFirst()
        .ifPresent(newer -> refuse(backend, newer.toString()));
  }

  private static void refuse(SqlDatabase backend, String version) {
    throw new UnusableStorageException(
        "the %s has tables of version %s, which a newer release of this program has made:"
                .formatted(backend.place(), version)
            + " run that release, or name another place");
  }
}
