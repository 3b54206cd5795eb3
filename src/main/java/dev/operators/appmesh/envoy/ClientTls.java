// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.api.BackendDefaults;
import dev.operators.appmesh.api.VirtualGatewaySpec;
import org.jspecify.annotations.Nullable;

/** When TLS to backends is demanded: by the gateway's client policy, the same for all of them. */
public final class ClientTls {

  private ClientTls() {}

  /** The policy of a spec; null if there is none. */
  public static BackendDefaults.@Nullable Tls of(VirtualGatewaySpec spec) {
    var defaults = spec.backendDefaults();
    var policy = defaults == null ? null : defaults.clientPolicy();
    return policy == null ? null : policy.tls();
  }

  /**
   * Whether the policy demands TLS of a port.
   *
   * @param port null if it is not known
   */
  public static boolean isEnforced(BackendDefaults.@Nullable Tls policy, @Nullable Long port) {
    return policy != null && !Boolean.FALSE.equals(policy.enforce()) && applies(policy, port);
  }

  /** Whether the policy is for a port; where it names none, it is for all. */
  public static boolean applies(BackendDefaults.Tls policy, @Nullable Long port) {
    var ports = policy.ports();
    return ports == null || ports.isEmpty() || port == null || ports.contains(port);
  }
}
