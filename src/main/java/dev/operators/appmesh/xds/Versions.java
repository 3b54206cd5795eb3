// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/**
 * Versions of what is sent are hashes of it, so that replicas agree without talking, and an Envoy
 * that comes back after a restart gets nothing that it has.
 */
final class Versions {

  /** Enough that no two of a gateway's configurations are alike by chance. */
  private static final int BYTES = 12;

  private Versions() {}

  /** The hash of a resource. */
  static String of(byte[] content) {
    return text(sha256().digest(content));
  }

  /** The version of a response with these resources, whatever their order. */
  static String of(Map<String, Message> resources) {
    var digest = sha256();
    resources.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            it -> {
              digest.update(it.getKey().getBytes(UTF_8));
              digest.update((byte) 0);
              digest.update(it.getValue().hash().getBytes(UTF_8));
            });
    return text(digest.digest());
  }

  private static String text(byte[] hash) {
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
