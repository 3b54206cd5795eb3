// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.endpoint.protocol.JsonCodec;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.model.Tags;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.TreeMap;

/** A resource as a row of a table. */
final class ResourceColumns {

  /** In the order of {@link #set}. */
  static final String NAMES =
      "parent, name, uid, version, created_at, last_updated_at, status, spec, tags";

  /** The assignments that replace a row by the inserted one. */
  static final String REPLACED =
      "uid = excluded.uid, version = excluded.version, created_at = excluded.created_at,"
          + " last_updated_at = excluded.last_updated_at, status = excluded.status,"
          + " spec = excluded.spec, tags = excluded.tags";

  private ResourceColumns() {}

  static Resource get(ResultSet row) throws SQLException {
    var tags = new TreeMap<String, String>();
    JsonCodec.parse(row.getString("tags").getBytes(UTF_8))
        .forEach((key, value) -> tags.put(key, (String) value));
    return new Resource(
        ResourceName.in(row.getString("parent"), row.getString("name")),
        row.getString("uid"),
        row.getLong("version"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("last_updated_at")),
        row.getString("status"),
        JsonCodec.parse(row.getString("spec").getBytes(UTF_8)),
        new Tags(tags));
  }

  /** Sets the parameters, starting at {@code first}. */
  static void set(PreparedStatement statement, int first, Resource resource) throws SQLException {
    int i = first;
    statement.setString(i++, ResourceName.path(resource.name().parent()));
    statement.setString(i++, resource.name().own());
    statement.setString(i++, resource.uid());
    statement.setLong(i++, resource.version());
    statement.setLong(i++, resource.createdAt().toEpochMilli());
    statement.setLong(i++, resource.lastUpdatedAt().toEpochMilli());
    statement.setString(i++, resource.status());
    statement.setString(i++, new String(JsonCodec.write(resource.spec()), UTF_8));
    statement.setString(i, new String(JsonCodec.write(resource.tags().values()), UTF_8));
  }
}
