// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.model.Tags;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A mesh, a virtual gateway or a gateway route as it is stored (API types MeshData,
 * VirtualGatewayData, GatewayRouteData).
 *
 * @param name which one
 * @param uid a UUID of its own for each incarnation
 * @param version 1 at creation, then one more with each update
 * @param createdAt in milliseconds
 * @param lastUpdatedAt in milliseconds
 * @param status {@code ACTIVE}, or {@code DELETED} in the answer to its deletion
 * @param spec its spec, without nulls
 * @param tags at most 50
 */
public record Resource(
    ResourceName name,
    String uid,
    long version,
    Instant createdAt,
    Instant lastUpdatedAt,
    String status,
    Map<String, Object> spec,
    Tags tags) {

  public static Resource created(
      ResourceName name, Map<String, Object> spec, Tags tags, Instant now) {
    return new Resource(name, UUID.randomUUID().toString(), 1, now, now, "ACTIVE", spec, tags);
  }

  public Resource updated(Map<String, Object> newSpec, Instant now) {
    return new Resource(name, uid, version + 1, createdAt, now, status, newSpec, tags);
  }

  /** As the answer to its deletion shows it; only a mesh keeps its version. */
  public Resource deleted(Instant now) {
    var last =
        switch (name) {
          case ResourceName.Mesh _ -> version;
          case ResourceName.Gateway _, ResourceName.GatewayRoute _ -> version + 1;
        };
    return new Resource(name, uid, last, createdAt, now, "DELETED", spec, tags);
  }

  public Resource tagged(Tags newTags) {
    return new Resource(name, uid, version, createdAt, lastUpdatedAt, status, spec, newTags);
  }
}
