// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.adopt;

import org.jspecify.annotations.Nullable;

/**
 * The names for gateways in files that do not name them, such as a spec alone.
 *
 * @param mesh name of the mesh; null if it must be in the file
 * @param gateway name of the gateway; null if it must be in the file
 */
public record FileNames(@Nullable String mesh, @Nullable String gateway) {

  /** All names must be in the files. */
  public static final FileNames NONE = new FileNames(null, null);
}
