// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import dev.operators.appmesh.migrate.export.ExportBackend;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Envoy Gateway needs in addition to the spec.
 *
 * @param gatewayClass name of the GatewayClass of Envoy Gateway
 * @param backends the known Services behind the gateway
 * @param sdsSocket the socket of the secret discovery service; null if it is not given
 */
public record GatewaySettings(
    String gatewayClass, List<ExportBackend> backends, @Nullable String sdsSocket) {

  private static final Pattern HOSTNAME =
      Pattern.compile("(?i)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** Rejects backends that do not fit, with the reason. */
  public GatewaySettings {
    backends = List.copyOf(backends);
    for (var backend : backends) {
      if (!backend.prefix().equals("/")) {
        throw new IllegalArgumentException(
            "'%s': prefix is for envoy; a Gateway takes its routes from HTTPRoutes"
                .formatted(backend.name()));
      }
      if (!HOSTNAME.matcher(backend.serverName()).matches()) {
        throw new IllegalArgumentException(
            "'%s': a BackendTLSPolicy needs a host name, not %s: say sni=NAME"
                .formatted(backend.name(), backend.serverName()));
      }
    }
  }
}
