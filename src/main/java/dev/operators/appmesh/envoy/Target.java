// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway route leads. The first hop tells the second one by a header, which it always
 * overwrites, and never by the host: that one is the client's where its rewrite is off.
 *
 * @param service name of the virtual service
 * @param port of the service's router or node; null if the gateway route names none
 */
record Target(String service, @Nullable Long port) implements Comparable<Target> {

  /** The header, whose name is App Mesh's own. */
  static final String HEADER = "x-app-mesh-virtual-service";

  private static final Comparator<Target> ORDER =
      Comparator.comparing(Target::service).thenComparingLong(it -> it.port == null ? 0 : it.port);

  /** What the first hop does to the headers of a request. */
  List<Map<String, Object>> headersToAdd() {
    // Envoy replaces what is between percent signs.
    return List.of(
        map("header", map("key", HEADER, "value", value().replace("%", "%%")))
            .with("append_action", "OVERWRITE_IF_EXISTS_OR_ADD"));
  }

  /** How the second hop knows it. */
  Map<String, Object> matcher() {
    return map("name", HEADER, "string_match", map("exact", value()));
  }

  /** Another one for each target: a colon of the name is written twice. */
  private String value() {
    return service.replace(":", "::") + (port == null ? "" : ":" + port);
  }

  @Override
  public int compareTo(Target other) {
    return ORDER.compare(this, other);
  }
}
