// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import dev.operators.appmesh.envoy.Configuration;
import java.util.Map;
import java.util.Optional;

/** Where the configurations come from. */
public interface Configurations {

  /**
   * What the gateway's Envoys are to have now; empty if there is no such gateway. It may throw any
   * {@link RuntimeException}, and is then asked again.
   */
  Optional<Configuration> of(GatewayName gateway);

  /**
   * A number for each mesh, which is another one after each change in the mesh, whoever made it. It
   * may throw any {@link RuntimeException}, and is then asked again.
   */
  Map<String, Long> revisions();
}
