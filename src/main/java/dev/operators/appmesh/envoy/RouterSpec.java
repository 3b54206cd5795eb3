// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.operators.appmesh.api.Listener.PortMapping;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ports of a virtual router (API type VirtualRouterSpec). */
record RouterSpec(List<Listener> listeners) {

  /** A port. */
  record Listener(@JsonProperty(required = true) PortMapping portMapping) {}

  /** Whether it has this port; one without listeners has all. */
  boolean has(@Nullable Long port) {
    return port == null
        || listeners.isEmpty()
        || listeners.stream().anyMatch(it -> Objects.equals(it.portMapping.port(), port));
  }

  /**
   * Whether a route is for requests to a port.
   *
   * @param port null where the gateway route names none
   * @param matched null where the route names none
   */
  boolean matches(@Nullable Long port, @Nullable Long matched) {
    var only = listeners.size() == 1 ? listeners.getFirst().portMapping.port() : null;
    var effective = port == null ? only : port;
    return matched == null || effective == null || Objects.equals(effective, matched);
  }
}
