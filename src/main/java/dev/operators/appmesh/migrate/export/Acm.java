// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import java.util.ArrayList;
import java.util.List;

/**
 * Commands for certificates that App Mesh took from AWS. Private certificates can be exported, and
 * App Mesh accepted no others.
 */
public final class Acm {

  /** What the user has to know. */
  public static final String RENEWAL = "App Mesh exported and renewed it, which is up to you now";

  private Acm() {}

  /** Writes a certificate with its chain, and its unencrypted key, into two files. */
  public static List<String> exportCertificate(String arn, String chainFile, String keyFile) {
    var export =
        Shell.command(
            "aws",
            "acm",
            "export-certificate",
            "--certificate-arn",
            arn,
            "--passphrase",
            "fileb://passphrase");
    return List.of(
        "openssl rand -hex 32 > passphrase",
        export
            + " --query \"join('', [Certificate, CertificateChain])\" --output text > "
            + Shell.quote(chainFile),
        export
            + " --query PrivateKey --output text | openssl pkey -passin file:passphrase -out "
            + Shell.quote(keyFile));
  }

  /** Writes the certificates of authorities into one file. */
  public static List<String> exportAuthorities(List<String> arns, String file) {
    var commands = new ArrayList<String>();
    for (var arn : arns) {
      commands.add(
          Shell.command(
                  "aws",
                  "acm-pca",
                  "get-certificate-authority-certificate",
                  "--certificate-authority-arn",
                  arn)
              + " --query Certificate --output text "
              + (commands.isEmpty() ? "> " : ">> ")
              + Shell.quote(file));
    }
    return List.copyOf(commands);
  }
}
