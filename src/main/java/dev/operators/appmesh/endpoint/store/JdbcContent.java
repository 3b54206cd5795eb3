// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.endpoint.protocol.JsonCodec;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.endpoint.store.Store.Content;
import dev.operators.appmesh.endpoint.store.Store.Remembered;
import dev.operators.appmesh.model.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The content of a database in the current transaction of {@code connection}. */
record JdbcContent(Connection connection) implements Content {

  /** What is stored of a resource beside its kind, in the order of {@link #values}. */
  private static final String COLUMNS =
      "parent, name, uid, version, created_at, last_updated_at, status, spec, tags";

  private static final String CALL_COLUMNS = "operation, token, request, remembered_at, " + COLUMNS;

  private static final String SELECT = "SELECT kind, " + COLUMNS + " FROM mesh_resource WHERE ";
  static final String FIND = SELECT + "parent = ? AND kind = ? AND name = ?";
  static final String CHILDREN =
      SELECT + "parent = ? AND kind = ? AND name > ? ORDER BY name LIMIT ?";

  /** A mesh, what is in it, and what is in that: {@code 0} is the character after the slash. */
  static final String WHOLE =
      SELECT
          + "(parent = '' AND kind = 'Mesh' AND name = ?) OR parent = ?"
          + " OR (parent > ? AND parent < ?) ORDER BY parent, kind, name";

  /** Those whose specs may name something; the text is an index into the JSON, not a proof. */
  private static final String NAMING =
      SELECT
          + "(parent = ? OR (parent > ? AND parent < ?)) AND kind = ?"
          + " AND replace(spec, ?, '') <> spec ORDER BY parent, name";

  private static final String COUNT =
      "SELECT count(*) FROM mesh_resource WHERE parent = ? AND kind = ?";
  private static final String PUT =
      replacing("mesh_resource", "parent, kind, name", "kind, " + COLUMNS);
  private static final String REMOVE =
      "DELETE FROM mesh_resource WHERE parent = ? AND kind = ? AND name = ?";
  private static final String REMEMBERED =
      "SELECT " + CALL_COLUMNS + " FROM client_token WHERE operation = ? AND token = ?";
  private static final String REMEMBER =
      replacing("client_token", "operation, token", CALL_COLUMNS);
  private static final String FORGET = "DELETE FROM client_token WHERE remembered_at < ?";

  private static final String REVISIONS = "SELECT mesh, revision FROM mesh_revision";
  private static final String COUNT_CHANGE =
      "INSERT INTO mesh_revision (mesh, revision) VALUES (?, 1)"
          + " ON CONFLICT (mesh) DO UPDATE SET revision = mesh_revision.revision + 1";

  private static final int PROBE_BYTES = 12 << 10;

  /** Inserts a row, or replaces the one with its key. */
  private static String replacing(String table, String key, String columns) {
    var names = List.of(columns.split(", "));
    return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
        .formatted(
            table,
            columns,
            String.join(", ", Collections.nCopies(names.size(), "?")),
            key,
            names.stream()
                .filter(name -> !List.of(key.split(", ")).contains(name))
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", ")));
  }

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
    return query(FIND, JdbcContent::resource, key(name)).stream().findFirst();
  }

  @Override
  public List<Resource> children(
      ResourceKind kind, @Nullable ResourceName parent, String after, int limit) {
    return query(
        CHILDREN, JdbcContent::resource, ResourceName.path(parent), kind.apiName(), after, limit);
  }

  @Override
  public int count(ResourceKind kind, @Nullable ResourceName parent) {
    return query(COUNT, row -> row.getInt(1), ResourceName.path(parent), kind.apiName()).getFirst();
  }

  @Override
  public List<Resource> whole(ResourceName mesh) {
    return query(WHOLE, JdbcContent::resource, mesh.own(), mesh.own(), below(mesh), after(mesh));
  }

  @Override
  public List<Resource> naming(String name, ResourceKind kind, ResourceName mesh) {
    var quoted = new String(JsonCodec.write(name), UTF_8);
    return query(
        NAMING,
        JdbcContent::resource,
        mesh.own(),
        below(mesh),
        after(mesh),
        kind.apiName(),
        quoted);
  }

  @Override
  public Map<String, Long> revisions() {
    var revisions = new HashMap<String, Long>();
    query(REVISIONS, row -> Map.entry(row.getString("mesh"), row.getLong("revision")))
        .forEach(it -> revisions.put(it.getKey(), it.getValue()));
    return revisions;
  }

  /** The paths of what is in the children of a mesh are greater than this. */
  private static String below(ResourceName mesh) {
    return mesh.own() + "/";
  }

  /** They are less than this. */
  private static String after(ResourceName mesh) {
    return mesh.own() + "0";
  }

  private static Object[] key(ResourceName name) {
    return new Object[] {ResourceName.path(name.parent()), name.kind().apiName(), name.own()};
  }

  @Override
  public void put(Resource resource) {
    var values = new ArrayList<Object>();
    values.add(resource.name().kind().apiName());
    values.addAll(values(resource));
    update(PUT, values);
    countChange(resource.name());
  }

  @Override
  public void remove(ResourceName name) {
    update(REMOVE, List.of(key(name)));
    countChange(name);
  }

  private void countChange(ResourceName name) {
    update(COUNT_CHANGE, List.of(name.mesh().own()));
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
                    resource(operation.kind(), row),
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
    values.addAll(values(call.result()));
    update(REMEMBER, values);
  }

  @Override
  public void forget(Instant time) {
    update(FORGET, List.of(time.toEpochMilli()));
  }

  /** Writes a row that no call uses, of a few pages, and replaces it the next time. */
  void probe() {
    var content = new byte[PROBE_BYTES];
    // A database would compress what is not random.
    ThreadLocalRandom.current().nextBytes(content);
    var values = new ArrayList<Object>(List.of("readiness", ""));
    values.addAll(List.of(Base64.getEncoder().encodeToString(content), 0L));
    values.addAll(List.of("", "", "", 0L, 0L, 0L, "", "{}", "{}"));
    update(REMEMBER, values);
  }

  private static Resource resource(ResultSet row) throws SQLException {
    return resource(ResourceKind.of(row.getString("kind")), row);
  }

  private static Resource resource(ResourceKind kind, ResultSet row) throws SQLException {
    var tags = new TreeMap<String, String>();
    JsonCodec.parse(row.getString("tags").getBytes(UTF_8))
        .forEach((key, value) -> tags.put(key, (String) value));
    return new Resource(
        ResourceName.in(kind, row.getString("parent"), row.getString("name")),
        row.getString("uid"),
        row.getLong("version"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("last_updated_at")),
        row.getString("status"),
        JsonCodec.parse(row.getString("spec").getBytes(UTF_8)),
        new Tags(tags));
  }

  /** The values in the order of {@link #COLUMNS}. */
  private static List<Object> values(Resource resource) {
    return List.of(
        ResourceName.path(resource.name().parent()),
        resource.name().own(),
        resource.uid(),
        resource.version(),
        resource.createdAt().toEpochMilli(),
        resource.lastUpdatedAt().toEpochMilli(),
        resource.status(),
        new String(JsonCodec.write(resource.spec()), UTF_8),
        new String(JsonCodec.write(resource.tags().values()), UTF_8));
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
