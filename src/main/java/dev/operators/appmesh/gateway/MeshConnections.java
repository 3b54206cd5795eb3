// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.Collection;

/** Creates and keeps the connections to mesh services, one for each name. Thread-safe. */
public interface MeshConnections {

  /**
   * The connection of this name: the existing one if it has these settings, else a new one that
   * replaces it. Calls in progress on the replaced connection complete normally. Makes no call.
   *
   * @param name of the connection, or {@link MeshConnection#OWN}
   */
  MeshConnection connect(String name, ConnectionSettings settings);

  /** Removes the connection of this name, which no longer exists. */
  void forget(String name);

  /** All current connections. */
  Collection<MeshConnection> all();
}
