// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.migrate.export.Backend;
import dev.operators.appmesh.migrate.export.SourceGateway;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a spec does not say and an Envoy needs.
 *
 * @param backends where requests go to, each with a port; none: all are answered with 404
 * @param certificateFolder where Envoy is to find what App Mesh took from ACM
 * @param sdsSocket the socket of the secret discovery service; null where nobody said it
 */
public record EnvoySettings(
    List<Backend> backends, String certificateFolder, @Nullable String sdsSocket) {

  public EnvoySettings {
    backends = List.copyOf(backends);
  }

  /** Where a certificate of ACM is to be, without {@code .crt} and {@code .key}. */
  String listenerCertificate(SourceGateway gateway, Listener listener) {
    return "%s/%s-%d"
        .formatted(
            certificateFolder, gateway.virtualGatewayName(), listener.portMapping().port());
  }

  /** Where the authorities of ACM are to be. */
  String backendAuthorities(SourceGateway gateway) {
    return "%s/%s-backend-ca.crt".formatted(certificateFolder, gateway.virtualGatewayName());
  }
}
