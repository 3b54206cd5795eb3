// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.envoy.AcmFiles;
import dev.operators.appmesh.migrate.export.ExportBackend;
import dev.operators.appmesh.migrate.export.SourceGateway;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a spec does not say and an Envoy needs.
 *
 * @param backends where requests go to, each with a port and a prefix of its own; none: all are
 *     answered with 404
 * @param certificateFolder where Envoy is to find what App Mesh took from ACM
 * @param sdsSocket the socket of the secret discovery service; null where nobody said it
 */
public record EnvoySettings(
    List<ExportBackend> backends, String certificateFolder, @Nullable String sdsSocket) {

  /** Refuses backends that do not fit, with the reason. */
  public EnvoySettings {
    backends = List.copyOf(backends);
    var names = new HashMap<String, String>();
    for (var backend : backends) {
      if (backend.port() == null) {
        throw new IllegalArgumentException(
            "'%s': Envoy needs its port, NAME=HOST:PORT".formatted(backend.name()));
      }
      if (backend.portName() != null) {
        throw new IllegalArgumentException(
            "'%s': port-name is for gateway-api".formatted(backend.name()));
      }
      var other = names.putIfAbsent(backend.prefix(), backend.name());
      if (other != null) {
        throw new IllegalArgumentException(
            "'%s' gets the same requests as '%s': give one of them another prefix=/PATH"
                .formatted(backend.name(), other));
      }
    }
  }

  /** Where a certificate of ACM is to be, without {@code .crt} and {@code .key}. */
  String listenerCertificate(SourceGateway gateway, Listener listener) {
    var port = listener.portMapping().port();
    return acm(gateway).listener(port == null ? 0 : port);
  }

  /** Where the authorities of ACM are to be. */
  String backendAuthorities(SourceGateway gateway) {
    return acm(gateway).authorities();
  }

  private AcmFiles acm(SourceGateway gateway) {
    return new AcmFiles(certificateFolder, gateway.virtualGatewayName());
  }
}
