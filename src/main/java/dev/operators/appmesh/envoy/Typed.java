// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import java.util.Map;

/** Envoy's extensions: each has a name, and a configuration that names its own type. */
public final class Typed {

  private static final String TYPES = "type.googleapis.com/envoy.extensions.";

  private Typed() {}

  /** An extension that needs no settings. */
  public static Map<String, Object> extension(String name, String type) {
    return extension(name, type, Map.of());
  }

  /** An extension with its configuration. */
  public static Map<String, Object> extension(
      String name, String type, Map<String, Object> members) {
    return map("name", name, "typed_config", config(type, members));
  }

  /**
   * A configuration.
   *
   * @param type without what all begin with, such as {@code filters.http.router.v3.Router}
   */
  public static Map<String, Object> config(String type, Map<String, Object> members) {
    return map("@type", TYPES + type).withAll(members);
  }
}
