// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.Collection;

/** Makes and keeps the ways to mesh services, one for each connection. Safe for many threads. */
public interface MeshConnector {

  /**
   * The way by a connection with these settings: the one there is if they are the same, else one
   * that takes its place. Calls that are under way by the other end as if nothing had happened.
   * Nothing is called.
   *
   * @param connection its name, or {@link MeshAccess#OWN}
   */
  MeshAccess connect(String connection, ConnectionSettings settings);

  /** The connection is gone, and what was kept for it. */
  void forget(String connection);

  /** All ways there are. */
  Collection<MeshAccess> all();
}
