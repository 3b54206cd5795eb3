// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.endpoint.protocol.JsonCodec;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.model.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** A resource as a row of a table. */
final class ResourceColumns {

  /** In the order of {@link #values}. */
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

  /** The values in the order of {@link #NAMES}. */
  static List<Object> values(Resource resource) {
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
}
