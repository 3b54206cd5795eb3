// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.model.Ordered;
import java.util.Map;

/** How objects refer to others in their own namespace. */
final class References {

  static final String GATEWAY_GROUP = "gateway.networking.k8s.io";
  static final String ENVOY_GROUP = "gateway.envoyproxy.io";

  private References() {}

  static Ordered core(String kind, String name) {
    return map("group", "").with("kind", kind).with("name", name);
  }

  /** A listener of a Gateway, as policies target it. */
  static Map<String, Object> section(String gateway, String listener) {
    return map("group", GATEWAY_GROUP)
        .with("kind", "Gateway")
        .with("name", gateway)
        .with("sectionName", listener);
  }

  /** An object of Envoy Gateway. */
  static Map<String, Object> envoyObject(
      String kind, Map<String, Object> metadata, Map<String, Object> spec) {
    return object(ENVOY_GROUP + "/v1alpha1", kind, metadata, spec);
  }

  /** An object of the Gateway API. */
  static Map<String, Object> gatewayObject(
      String kind, Map<String, Object> metadata, Map<String, Object> spec) {
    return object(GATEWAY_GROUP + "/v1", kind, metadata, spec);
  }

  private static Map<String, Object> object(
      String version, String kind, Map<String, Object> metadata, Map<String, Object> spec) {
    return map("apiVersion", version)
        .with("kind", kind)
        .with("metadata", metadata)
        .with("spec", spec);
  }
}
