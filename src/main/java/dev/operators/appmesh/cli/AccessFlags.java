// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.endpoint.settings.Authentication;
import dev.operators.appmesh.endpoint.settings.TlsFiles;
import dev.operators.appmesh.ops.ListenAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of the endpoint for authentication and TLS. */
final class AccessFlags {

  @Option(
      names = "--access-keys",
      paramLabel = "FILE",
      description = {
        "File with the accepted access keys, reloaded when it changes. One key per line: id,"
            + " secret, and full or read-only, separated by spaces. Lines that begin with # are"
            + " ignored.",
        "Default: access-keys in the data folder. The first start creates it with one key."
      })
  private @Nullable Path accessKeys;

  @Option(names = "--no-auth", description = "Accept unsigned calls. Only on a loopback address.")
  private boolean noAuth;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "Serve https with this certificate (PEM, followed by its intermediate certificates),"
              + " reloaded when the file changes. Default: plain http.")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description =
          "Private key of the certificate (PEM: PKCS #8, or PKCS #1 for RSA), without a password.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--allow-unsafe-plain-http",
      description = "Allow plain http on an address that other machines can reach.")
  private boolean allowPlainHttp;

  /**
   * What is wrong with these flags for an endpoint at {@code listen}; empty if they are valid.
   *
   * @param data folder for a generated key; null if there is none
   */
  List<String> problems(ListenAddress listen, @Nullable Path data) {
    var problems = new ArrayList<String>();
    if (!noAuth && accessKeys == null && data == null) {
      problems.add(
          "--jdbc-url requires --access-keys: all endpoints that share a database need the same"
              + " keys");
    }
    if (noAuth && accessKeys != null) {
      problems.add("--no-auth cannot be combined with --access-keys");
    }
    if (noAuth && !listen.isLoopback()) {
      problems.add(
          "--no-auth is not allowed with --listen "
              + listen
              + ", which other machines can reach: remove --no-auth, or listen on 127.0.0.1");
    }
    if ((tlsCertificate == null) != (tlsKey == null)) {
      problems.add("--tls-cert and --tls-key must be set together");
    }
    if (tlsCertificate == null && tlsKey == null && !allowPlainHttp && !listen.isLoopback()) {
      problems.add(
          "plain http is not allowed with --listen "
              + listen
              + ", which other machines can reach: set --tls-cert and --tls-key, or allow it with"
              + " --allow-unsafe-plain-http");
    }
    return problems;
  }

  /**
   * How callers are authenticated.
   *
   * @param data folder for a generated key; null if there is none, see {@link #problems}
   */
  Authentication authentication(@Nullable Path data) {
    if (noAuth) {
      return new Authentication.None();
    }
    return accessKeys == null
        ? new Authentication.GeneratedKey(Objects.requireNonNull(data))
        : new Authentication.KeyFile(accessKeys);
  }

  /** Whether callers need no signature. */
  boolean isOpen() {
    return noAuth;
  }

  /** Whether other machines may be answered in plain text. */
  boolean allowsPlainText() {
    return allowPlainHttp;
  }

  /** The certificate; null for plain http. */
  @Nullable TlsFiles tls() {
    return tlsCertificate == null || tlsKey == null ? null : new TlsFiles(tlsCertificate, tlsKey);
  }
}
