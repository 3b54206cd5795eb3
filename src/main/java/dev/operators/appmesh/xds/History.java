// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.util.Map;
import java.util.Optional;

/**
 * What the Envoys of a gateway have kept from streams that have ended. An Envoy that comes back
 * says which versions it has accepted; this tells what that means.
 */
interface History {

  /**
   * What there was at the end of a stream, by name.
   *
   * @param certain the clusters that the Envoy has
   * @param possible the clusters that it may have
   * @param endpoints the endpoints for which it asked
   */
  record Held(
      Map<String, Message> certain,
      Map<String, Message> possible,
      Map<String, Message> endpoints) {}

  /** What an Envoy has that names this version of the clusters; empty if that is not known. */
  Optional<Held> find(String version);

  /** Notes what an Envoy has that will name this version of the clusters. */
  void put(String version, Held held);

  /** Whether an Envoy that names this version may have parts of another one. */
  boolean isDoubtful(ResourceType type, String version);

  /** Notes that an Envoy was sent another version after this one and has not accepted that. */
  void doubt(ResourceType type, String version);
}
