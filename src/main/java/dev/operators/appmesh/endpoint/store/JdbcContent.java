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
    return query(FIND, ResourceColumns::get, ResourceName.path(name.parent()), name.own()).stream()
        .findFirst();
  }

  @Override
  public List<Resource> children(@Nullable ResourceName parent, String after, int limit) {
    return query(CHILDREN, ResourceColumns::get, ResourceName.path(parent), after, limit);
  }

  @Override
  public int count(@Nullable ResourceName parent) {
    return query(COUNT, row -> row.getInt(1), ResourceName.path(parent)).getFirst();
  }

  @Override
  public void put(Resource resource) {
    update(PUT, ResourceColumns.values(resource));
  }

  @Override
  public void remove(ResourceName name) {
    update(REMOVE, List.of(ResourceName.path(name.parent()), name.own()));
  }

  @Override
  public Optional<Remembered> remembered(Operation operation, String token) {
    return query(
            REMEMBERED,
            row ->
                new Remembered(
                    operation,
                    token,
                    row.getString("request"),
                    ResourceColumns.get(row),
                    Instant.ofEpochMilli(row.getLong("remembered_at"))),
            operation.apiName(),
            token)
        .stream()
        .findFirst();
  }

  @Override
  public void remember(Remembered call) {
    var values =
        new ArrayList<Object>(
            List.of(
                call.operation().apiName(),
                call.token(),
                call.request(),
                call.at().toEpochMilli()));
    values.addAll(ResourceColumns.values(call.result()));
    update(REMEMBER, values);
  }

  @Override
  public void forget(Instant time) {
    update(FORGET, List.of(time.toEpochMilli()));
  }

  @FunctionalInterface
  private interface Row<T> {
    T get(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Row<T> row, Object... parameters) {
    try (var statement = connection.prepareStatement(sql)) {
      set(statement, List.of(parameters));
      var rows = statement.executeQuery();
      var found = new ArrayList<T>();
      while (rows.next()) {
        found.add(row.get(rows));
      }
      return found;
    } catch (SQLException e) {
      throw StoreException.before(e);
    }
  }

  private void update(String sql, List<Object> parameters) {
    try (var statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw StoreException.before(e);
    }
  }

  private static void set(PreparedStatement statement, List<Object> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
  }
}
