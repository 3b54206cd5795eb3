// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.api.BackendDefaults;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a gateway speaks TLS to a virtual node: where its client policy demands it, or else where
 * the node's listener speaks it, whose certificate App Mesh did not check then.
 */
final class NodeTls {

  private final BackendDefaults.@Nullable Tls policy;
  private final BackendTlsContext context;
  private final boolean authoritiesAreMissing;

  /**
   * For one gateway.
   *
   * @param policy null where the gateway has none
   * @param acm null where there are no files of ACM
   */
  NodeTls(
      BackendDefaults.@Nullable Tls policy,
      SecretDiscovery secrets,
      CertificateFiles files,
      @Nullable AcmFiles acm) {
    this.policy = policy;
    context = new BackendTlsContext(policy, secrets, files, acm == null ? "" : acm.authorities());
    authoritiesAreMissing =
        acm == null && policy != null && policy.validation().trust().acm() != null;
  }

  /**
   * A transport socket.
   *
   * @param tree null for plain text
   * @param isMissing whether nothing can be sent, for want of the authorities to check against
   */
  record Socket(@Nullable Map<String, Object> tree, boolean isMissing) {}

  /** That to a listener of a node. */
  Socket socket(NodeSpec.Listener listener, String serverName) {
    if (ClientTls.isEnforced(policy, listener.portMapping().port())) {
      return authoritiesAreMissing
          ? new Socket(null, true)
          : new Socket(context.of(serverName), false);
    }
    return new Socket(
        ListenerModes.speakTls(listener.tls()) ? context.unchecked(serverName) : null, false);
  }
}
