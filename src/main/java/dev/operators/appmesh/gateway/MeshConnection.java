// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.function.Function;

/**
 * A mesh service as it is reached by one connection. Another instance means other settings.
 *
 * @param name of the connection; {@link #OWN} for the operator's own settings
 * @param services the mesh service, for each priority of calls
 * @param availability whether it can be reached
 */
public record MeshConnection(
    String name, Function<Priority, MeshService> services, Availability availability) {

  /** The name that stands for the operator's own settings. */
  public static final String OWN = "";

  /** The mesh service, whose calls have this priority. */
  public MeshService service(Priority priority) {
    return services.apply(priority);
  }

  /** The connection in words, for logs. */
  public String label() {
    return label(name);
  }

  /** The connection of this name in words, for logs. */
  public static String label(String name) {
    return name.equals(OWN) ? "the operator's own settings" : "connection " + name;
  }
}
