// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.operators.appmesh.endpoint.settings.TlsFiles;
import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.pki.PkiException;
import io.helidon.common.tls.Tls;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;

/** Configures the web server's TLS from PEM files. */
public final class Certificates {
  private Certificates() {}

  /**
   * TLS 1.2 and 1.3 with the certificate in {@code files}. When the files change, the same object
   * uses the new certificate for new connections.
   *
   * @throws UnusableFileException if they are not a certificate and its key
   */
  public static FileWatch<Tls> in(TlsFiles files) {
    return new FileWatch<>(
        List.of(files.certificate(), files.key()),
        contents -> tls(files, contents),
        (running, next) -> {
          running.reload(next);
          return running;
        });
  }

  private static Tls tls(TlsFiles files, List<byte[]> contents) {
    try {
      var pair =
          Keys.builder()
              .pem(
                  pem ->
                      pem.certChain(Resource.create("certificate", contents.getFirst()))
                          .key(Resource.create("key", contents.getLast())))
              .build();
      // Else the first connection would fail, not the start.
      if (!belong(pair.privateKey().orElseThrow(), pair.certChain().getFirst().getPublicKey())) {
        throw new GeneralSecurityException("the key does not belong to the certificate");
      }
      return Tls.builder()
          .privateKey(pair)
          .privateKeyCertChain(pair)
          .enabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
          .build();
    } catch (PkiException | GeneralSecurityException e) {
      throw new UnusableFileException(
          "TLS certificate %s with key %s: %s"
              .formatted(files.certificate(), files.key(), e.getMessage()),
          e);
    }
  }

  private static boolean belong(PrivateKey secret, PublicKey known)
      throws GeneralSecurityException {
    if (!secret.getAlgorithm().equals(known.getAlgorithm())) {
      return false;
    }
    var probe = "probe".getBytes(US_ASCII);
    var algorithm = known.getAlgorithm().equals("EC") ? "ECDSA" : known.getAlgorithm();
    var signature = Signature.getInstance("SHA256with" + algorithm);
    signature.initSign(secret);
    signature.update(probe);
    var signed = signature.sign();
    signature.initVerify(known);
    signature.update(probe);
    return signature.verify(signed);
  }
}
