// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

/**
 * Where Envoy is to find what App Mesh took from ACM for a gateway.
 *
 * @param folder on Envoy's disk
 * @param gateway name of the gateway in App Mesh
 */
public record AcmFiles(String folder, String gateway) {

  /** The certificate of a listener, without {@code .crt} and {@code .key}. */
  public String listener(long port) {
    return "%s/%s-%d".formatted(folder, gateway, port);
  }

  /** The authorities that backends are checked against. */
  public String authorities() {
    return "%s/%s-backend-ca.crt".formatted(folder, gateway);
  }
}
