// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes signatures of Signature Version 4, as AWS's documentation defines them. */
public final class Signature {
  private static final String MAC = "HmacSHA256";

  private Signature() {}

  /**
   * The signature of a request, in lower-case hexadecimal digits.
   *
   * @param secret of the access key
   * @param scope the signing key depends on its fields
   * @param time time of the request, {@code yyyyMMdd'T'HHmmss'Z'}
   * @param request the canonical request
   */
  static String of(String secret, AuthorizationHeader scope, String time, String request) {
    var toSign =
        String.join(
            "\n",
            AuthorizationHeader.ALGORITHM,
            time,
            scope.scope(),
            sha256(request.getBytes(UTF_8)));
    var key = ("AWS4" + secret).getBytes(UTF_8);
    for (var part :
        new String[] {scope.date(), scope.region(), scope.service(), scope.terminator()}) {
      key = mac(key, part);
    }
    return HexFormat.of().formatHex(mac(key, toSign));
  }

  /** The SHA-256 of {@code content} in lower-case hexadecimal digits. */
  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
