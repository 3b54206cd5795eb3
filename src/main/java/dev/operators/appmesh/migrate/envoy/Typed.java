// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.migrate.export.Ordered.map;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Envoy's extensions: each has a name, and a configuration that names its own type. */
final class Typed {

  private static final String TYPES = "type.googleapis.com/envoy.extensions.";

  private Typed() {}

  /** An extension with its configuration. */
  static Map<String, Object> extension(String name, String type, @Nullable Object... members) {
    return map("name", name, "typed_config", config(type, members));
  }

  /**
   * A configuration.
   *
   * @param type without what all begin with, such as {@code filters.http.router.v3.Router}
   */
  static Map<String, Object> config(String type, @Nullable Object... members) {
    var config = new LinkedHashMap<String, Object>();
    config.put("@type", TYPES + type);
    config.putAll(map(members));
    return config;
  }
}
