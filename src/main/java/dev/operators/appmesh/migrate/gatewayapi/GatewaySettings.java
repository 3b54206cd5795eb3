// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import dev.operators.appmesh.migrate.export.Backend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a spec does not say and Envoy Gateway needs.
 *
 * @param gatewayClass name of the GatewayClass of Envoy Gateway
 * @param backends the Services behind the gateway that are known
 * @param sdsSocket the socket of the secret discovery service; null where nobody said it
 */
public record GatewaySettings(
    String gatewayClass, List<Backend> backends, @Nullable String sdsSocket) {

  public GatewaySettings {
    backends = List.copyOf(backends);
  }
}
