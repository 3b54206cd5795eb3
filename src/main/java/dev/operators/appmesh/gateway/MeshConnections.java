// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.Collection;

/** Makes and keeps the connections to mesh services, one for each name. Safe for many threads. */
public interface MeshConnections {

  /**
   * The connection of this name with these settings: the one there is if they are the same, else
   * one that takes its place. Calls that are under way by the other end as if nothing had happened.
   * Nothing is called.
   *
   * @param name of the connection, or {@link MeshConnection#OWN}
   */
  MeshConnection connect(String name, ConnectionSettings settings);

  /** The connection of this name is gone, and what was kept for it. */
  void forget(String name);

  /** All connections there are. */
  Collection<MeshConnection> all();
}
