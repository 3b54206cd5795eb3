// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.function.Function;

/**
 * A mesh service as it is reached by one connection. Another instance means other settings.
 *
 * @param connection name of the connection; empty for the operator's own settings
 * @param services the mesh service, for each priority of calls
 * @param availability whether it can be reached
 */
public record MeshAccess(
    String connection, Function<Priority, MeshService> services, Availability availability) {

  /** What the operator's own settings are called among connections. */
  public static final String OWN = "";

  /** The mesh service, whose calls have this priority. */
  public MeshService service(Priority priority) {
    return services.apply(priority);
  }

  /** Its connection in words, for logs. */
  public String label() {
    return label(connection);
  }

  /** A connection in words. */
  public static String label(String connection) {
    return connection.equals(OWN) ? "the operator's own settings" : "connection " + connection;
  }
}
