// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import java.nio.file.Path;

/** A way to get the three programs. */
interface KubeSource {

  /** Puts the programs into an empty folder, or throws with the reason why it cannot. */
  void fill(Path folder) throws Exception;
}
