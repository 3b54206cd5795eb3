// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import org.jspecify.annotations.Nullable;

/**
 * What a mesh does not say and its gateways' Envoys need.
 *
 * @param certificateFolder where Envoy is to find what App Mesh took from ACM, as {@link AcmFiles}
 *     names it; null for nowhere: what needs such a file is left out
 * @param egressPort the port of the second hop, 1 to 65535; the next one on which the gateway has
 *     no listener is taken
 */
public record TranslatorSettings(@Nullable String certificateFolder, int egressPort) {

  /** App Mesh's port, and no files of ACM. */
  public static final TranslatorSettings DEFAULT = new TranslatorSettings(null, 15001);
}
