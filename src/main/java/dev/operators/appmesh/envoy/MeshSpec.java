// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import org.jspecify.annotations.Nullable;

/** What the mesh says for all in it (API type MeshSpec). */
record MeshSpec(@Nullable ServiceDiscovery serviceDiscovery) {

  /** Which addresses are preferred. */
  record ServiceDiscovery(@Nullable String ipPreference) {}

  /** Such as {@code IPv4_ONLY}; null where the mesh prefers none. */
  @Nullable String ipPreference() {
    return serviceDiscovery == null ? null : serviceDiscovery.ipPreference();
  }
}
