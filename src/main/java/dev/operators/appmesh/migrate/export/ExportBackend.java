// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.envoy.ClientTls;
import org.jspecify.annotations.Nullable;

/**
 * A backend of an exported gateway.
 *
 * @param name of the backend; for the Gateway API the name of a Service
 * @param host name or address
 * @param port 1 to 65535; null if it is not given
 * @param prefix prefix of the paths of its requests
 * @param tls whether to use TLS; null if the gateway's spec decides
 * @param sni server name for SNI, which its certificate must have if the spec names none; null for
 *     the host
 * @param portName name of the Service's port; null if it is not given
 */
public record ExportBackend(
    String name,
    String host,
    @Nullable Integer port,
    String prefix,
    @Nullable Boolean tls,
    @Nullable String sni,
    @Nullable String portName) {

  /** The name that its certificate must have. */
  public String serverName() {
    return sni == null ? host : sni;
  }

  /** Whether TLS is used under a policy. */
  public boolean speaksTls(BackendDefaults.@Nullable Tls policy) {
    return tls == null ? ClientTls.isEnforced(policy, longPort()) : tls;
  }

  /** Whether the policy applies to its port. */
  boolean isAmong(BackendDefaults.Tls policy) {
    return ClientTls.applies(policy, longPort());
  }

  private @Nullable Long longPort() {
    return port == null ? null : port.longValue();
  }
}
