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

/** The flags of an endpoint that say who may call it and how. */
final class AccessFlags {

  @Option(
      names = "--access-keys",
      paramLabel = "FILE",
      description = {
        "The keys that may call, read again when the file changes. A line each: id, secret, and"
            + " full or read-only, separated by blanks; lines that begin with # do not count.",
        "Default: one key that is made at the first start, in access-keys in the data folder."
      })
  private @Nullable Path accessKeys;

  @Option(
      names = "--no-auth",
      description = "Take calls from anybody, signed or not. Only on a loopback address.")
  private boolean noAuth;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "Serve https with this certificate (PEM, followed by those that signed it), read again"
              + " when the file changes. Default: plain http.")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key (PEM: PKCS #8, or PKCS #1 for RSA).")
  private @Nullable Path tlsKey;

  @Option(
      names = "--allow-unsafe-plain-http",
      description = "Permit plain http on an address that other machines can reach.")
  private boolean allowPlainHttp;

  /**
   * What speaks against serving at {@code listen} like this; empty if nothing does.
   *
   * @param data where a key may be made; null if nowhere
   */
  List<String> problems(ListenAddress listen, @Nullable Path data) {
    var problems = new ArrayList<String>();
    if (!noAuth && accessKeys == null && data == null) {
      problems.add(
          "--jdbc-url needs --access-keys: all endpoints that share a database need the same keys");
    }
    if (noAuth && accessKeys != null) {
      problems.add("--no-auth and --access-keys exclude each other: leave one of them out");
    }
    if (noAuth && !listen.isLoopback()) {
      problems.add(
          "--no-auth lets in whoever reaches --listen "
              + listen
              + ", and other machines do: leave --no-auth out, or listen on 127.0.0.1");
    }
    if ((tlsCertificate == null) != (tlsKey == null)) {
      problems.add("--tls-cert and --tls-key go together: give both or none");
    }
    if (tlsCertificate == null && tlsKey == null && !allowPlainHttp && !listen.isLoopback()) {
      problems.add(
          "--listen "
              + listen
              + " is reached by other machines, and plain http can be read on the way: give"
              + " --tls-cert and --tls-key, or permit it with --allow-unsafe-plain-http");
    }
    return problems;
  }

  /**
   * Who may call.
   *
   * @param data where a key is made if none is given and there is none; null if nowhere, see {@link
   *     #problems}
   */
  Authentication authentication(@Nullable Path data) {
    if (noAuth) {
      return new Authentication.None();
    }
    return accessKeys == null
        ? new Authentication.GeneratedKey(Objects.requireNonNull(data))
        : new Authentication.KeyFile(accessKeys);
  }

  /** The certificate; null for plain http. */
  @Nullable TlsFiles tls() {
    return tlsCertificate == null || tlsKey == null ? null : new TlsFiles(tlsCertificate, tlsKey);
  }
}
