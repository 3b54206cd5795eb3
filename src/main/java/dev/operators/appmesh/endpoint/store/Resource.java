// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.store;

import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.endpoint.protocol.ResourceName;
import dev.operators.appmesh.model.Tags;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A resource as it is stored (API types MeshData, VirtualGatewayData, VirtualNodeData and so on).
 *
 * @param name name of the resource
 * @param uid a UUID, another one if the resource is deleted and created again
 * @param version 1 at the creation, incremented by each update
 * @param createdAt with millisecond precision
 * @param lastUpdatedAt with millisecond precision
 * @param status {@code ACTIVE}, or {@code DELETED} in the response to the deletion
 * @param spec the spec, without nulls
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

  /** A new resource with version 1. */
  public static Resource created(
      ResourceName name, Map<String, Object> spec, Tags tags, Instant now) {
    return new Resource(name, UUID.randomUUID().toString(), 1, now, now, "ACTIVE", spec, tags);
  }

  /** This resource with another spec and the next version. */
  public Resource updated(Map<String, Object> newSpec, Instant now) {
    return new Resource(name, uid, version + 1, createdAt, now, status, newSpec, tags);
  }

  /** This resource in the response to its deletion. Only a mesh keeps its version. */
  public Resource deleted(Instant now) {
    var last = name.kind() == ResourceKind.MESH ? version : version + 1;
    return new Resource(name, uid, last, createdAt, now, "DELETED", spec, tags);
  }

  /** This resource with other tags. Its version stays. */
  public Resource tagged(Tags newTags) {
    return new Resource(name, uid, version, createdAt, lastUpdatedAt, status, spec, newTags);
  }
}
