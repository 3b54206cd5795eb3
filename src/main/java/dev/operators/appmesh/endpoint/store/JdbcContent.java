// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Store.Content;
import dev.operators.appmesh.endpoint.store.Store.Remembered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of a database in the current transaction of {@code connection}. */
record JdbcContent(Connection connection) implements Content {

  static final String FIND =
      "SELECT " + ResourceColumns.NAMES + " FROM resource WHERE parent = ? AND name = ?";
  static final String CHILDREN =
      "SELECT "
          + ResourceColumns.NAMES
          + " FROM resource WHERE parent = ? AND name > ? ORDER BY name LIMIT ?";
  private static final String COUNT = "SELECT count(*) FROM resource WHERE parent = ?";
  private static final String PUT =
      "INSERT INTO resource ("
          + ResourceColumns.NAMES
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (parent, name) DO UPDATE SET "
          + ResourceColumns.REPLACED;
  private static final String REMOVE = "DELETE FROM resource WHERE parent = ? AND name = ?";

  private static final String REMEMBERED =
      "SELECT request, remembered_at, "
          + ResourceColumns.NAMES
          + " FROM client_token WHERE operation = ? AND token = ?";
  private static final String REMEMBER =
      "INSERT INTO client_token (operation, token, request, remembered_at, "
          + ResourceColumns.NAMES
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (operation, token) DO UPDATE SET request = excluded.request,"
          + " remembered_at = excluded.remembered_at, parent = excluded.parent,"
          + " name = excluded.name, "
          + ResourceColumns.REPLACED;
  private static final String FORGET = "DELETE FROM client_token WHERE remembered_at < ?";

  /** Executes a statement without parameters. */
  void run(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw StoreException.before(e);
    }
  }

  @Override
  public Optional<Resource> find(ResourceName name) {
    var found =
        query(
            FIND,
            statement -> {
              statement.setString(1, ResourceName.path(name.parent()));
              statement.setString(2, name.own());
            },
            ResourceColumns::get);
    return found.stream().findFirst();
  }

  @Override
  public List<Resource> children(@Nullable ResourceName parent, String after, int limit) {
    return query(
        CHILDREN,
        statement -> {
          statement.setString(1, ResourceName.path(parent));
          statement.setString(2, after);
          statement.setInt(3, limit);
        },
        ResourceColumns::get);
  }

  @Override
  public int count(@Nullable ResourceName parent) {
    return query(
            COUNT,
            statement -> statement.setString(1, ResourceName.path(parent)),
            row -> row.getInt(1))
        .getFirst();
  }

  @Override
  public void put(Resource resource) {
    update(PUT, statement -> ResourceColumns.set(statement, 1, resource));
  }

  @Override
  public void remove(ResourceName name) {
    update(
        REMOVE,
        statement -> {
          statement.setString(1, ResourceName.path(name.parent()));
          statement.setString(2, name.own());
        });
  }

  @Override
  public Optional<Remembered> remembered(Operation operation, String token) {
    var found =
        query(
            REMEMBERED,
            statement -> {
              statement.setString(1, operation.apiName());
              statement.setString(2, token);
            },
            row ->
                new Remembered(
                    operation,
                    token,
                    row.getString("request"),
                    ResourceColumns.get(row),
                    Instant.ofEpochMilli(row.getLong("remembered_at"))));
    return found.stream().findFirst();
  }

  @Override
  public void remember(Remembered call) {
    update(
        REMEMBER,
        statement -> {
          statement.setString(1, call.operation().apiName());
          statement.setString(2, call.token());
          statement.setString(3, call.request());
          statement.setLong(4, call.at().toEpochMilli());
          ResourceColumns.set(statement, 5, call.result());
        });
  }

  @Override
  public void forget(Instant time) {
    update(FORGET, statement -> statement.setLong(1, time.toEpochMilli()));
  }

  @FunctionalInterface
  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  @FunctionalInterface
  private interface Row<T> {
    T get(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Parameters parameters, Row<T> row) {
    try (var statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      try (var rows = statement.executeQuery()) {
        var found = new ArrayList<T>();
        while (rows.next()) {
          found.add(row.get(rows));
        }
        return found;
      }
    } catch (SQLException e) {
      throw StoreException.before(e);
    }
  }

  private void update(String sql, Parameters parameters) {
    try (var statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw StoreException.before(e);
    }
  }
}
