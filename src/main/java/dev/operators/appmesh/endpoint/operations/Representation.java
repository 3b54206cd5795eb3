// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.Account;
import dev.operators.appmesh.endpoint.store.Resource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources as the API shows them. */
final class Representation {
  private Representation() {}

  /** The API types MeshData, VirtualGatewayData and GatewayRouteData. */
  static Map<String, @Nullable Object> data(Account account, Resource resource) {
    var data = new LinkedHashMap<String, @Nullable Object>(resource.name().members());
    var metadata = metadata(account, resource);
    metadata.put("uid", resource.uid());
    data.put("metadata", metadata);
    data.put("spec", Specs.shape(resource.name().kind()).withNulls(resource.spec()));
    data.put("status", Map.of("status", resource.status()));
    return data;
  }

  /** The API types MeshRef, VirtualGatewayRef and GatewayRouteRef. */
  static Map<String, @Nullable Object> ref(Account account, Resource resource) {
    var ref = new LinkedHashMap<String, @Nullable Object>(resource.name().members());
    ref.putAll(metadata(account, resource));
    return ref;
  }

  private static Map<String, @Nullable Object> metadata(Account account, Resource resource) {
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("arn", account.arn(resource.name()));
    metadata.put("createdAt", seconds(resource.createdAt()));
    metadata.put("lastUpdatedAt", seconds(resource.lastUpdatedAt()));
    metadata.put("meshOwner", account.id());
    metadata.put("resourceOwner", account.id());
    metadata.put("version", resource.version());
    return metadata;
  }

  /** Epoch seconds with milliseconds as the fraction. */
  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }
}
