// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.api.BackendDefaults;
import org.jspecify.annotations.Nullable;

/**
 * Where an exported gateway sends requests to.
 *
 * @param name of the backend; for the Gateway API that of a Service
 * @param host name or address
 * @param port 1 to 65535; null where nobody said it
 * @param prefix of the paths whose requests it gets
 * @param tls whether TLS is spoken to it; null where the gateway's spec is to say so
 * @param sni name that its certificate must carry where the spec names none, and that it is asked
 *     for; null is the host
 * @param portName name of the port of the Service; null where nobody said it
 */
public record ExportBackend(
    String name,
    String host,
    @Nullable Integer port,
    String prefix,
    @Nullable Boolean tls,
    @Nullable String sni,
    @Nullable String portName) {

  /** The name by which it proves who it is. */
  public String serverName() {
    return sni == null ? host : sni;
  }

  /** Whether TLS is spoken to it under a policy. */
  public boolean speaksTls(BackendDefaults.@Nullable Tls policy) {
    if (tls != null) {
      return tls;
    }
    return policy != null && !Boolean.FALSE.equals(policy.enforce()) && isAmong(policy);
  }

  /** Whether the policy is about its port. */
  boolean isAmong(BackendDefaults.Tls policy) {
    var ports = policy.ports();
    return ports == null || ports.isEmpty() || port == null || ports.contains(port.longValue());
  }
}
