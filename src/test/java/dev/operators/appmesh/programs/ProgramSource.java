// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import java.nio.file.Path;

/** A way to get programs. */
@FunctionalInterface
public interface ProgramSource {

  /** Puts the programs into an empty folder, or throws with the reason why it cannot. */
  void fill(Path folder) throws Exception;
}
