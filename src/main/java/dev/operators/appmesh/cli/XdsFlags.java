// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.envoy.TranslatorSettings;
import dev.operators.appmesh.ops.ListenAddress;
import dev.operators.appmesh.xds.XdsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The flags of the endpoint for its control plane. */
final class XdsFlags {

  @Option(
      names = "--xds-listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8587",
      converter = Converters.ToListenAddress.class,
      description =
          "Address at which Envoys get their configuration (gRPC). On loopback everybody may ask;"
              + " elsewhere calls are signed as for the API, or --xds-client-ca is set. Port 0: any"
              + " free port.")
  private ListenAddress listen = new ListenAddress("127.0.0.1", 8587);

  @Option(names = "--no-xds", description = "Serve no Envoys.")
  private boolean off;

  @Option(
      names = "--xds-client-ca",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Envoys need a certificate that one of these has signed (PEM), instead of a signature;"
              + " reloaded when the file changes.")
  private @Nullable Path clientAuthority;

  @Option(
      names = "--xds-egress-port",
      paramLabel = "PORT",
      defaultValue = "15001",
      description =
          "Port on 127.0.0.1 on which each Envoy serves the routes of virtual services to itself,"
              + " as App Mesh did. If its gateway has a listener there, the next one.")
  private int egressPort = TranslatorSettings.DEFAULT.egressPort();

  @Option(
      names = "--acm-folder",
      paramLabel = "FOLDER",
      showDefaultValue = Visibility.NEVER,
      description =
          "Folder in which Envoys find what App Mesh took from ACM: GATEWAY-PORT.crt and"
              + " GATEWAY-PORT.key for a listener, GATEWAY-backend-ca.crt for the authorities of"
              + " the client policy. Default: what needs such a file is left out.")
  private @Nullable String acmFolder;

  /** What is wrong with these flags; empty if they are valid. */
  List<String> problems(AccessFlags access) {
    var problems = new ArrayList<String>();
    if (off) {
      return problems;
    }
    if (egressPort < 1 || egressPort > 65535) {
      problems.add("--xds-egress-port must be from 1 to 65535, not " + egressPort);
    }
    if (acmFolder != null && !acmFolder.startsWith("/")) {
      problems.add(
          "--acm-folder " + acmFolder + " is not an absolute path: Envoy has a folder of its own");
    }
    if (clientAuthority != null && access.tls() == null) {
      problems.add("--xds-client-ca requires --tls-cert and --tls-key");
    }
    if (!listen.isLoopback() && access.tls() == null && !access.allowsPlainText()) {
      problems.add(
          "plain text is not allowed with --xds-listen "
              + listen
              + ", which other machines can reach: set --tls-cert and --tls-key, or allow it with"
              + " --allow-unsafe-plain-http");
    }
    if (!listen.isLoopback() && access.isOpen() && clientAuthority == null) {
      problems.add(
          "--no-auth is not allowed with --xds-listen "
              + listen
              + ", which other machines can reach: set --xds-client-ca, remove --no-auth, or listen"
              + " on 127.0.0.1");
    }
    return problems;
  }

  boolean isOff() {
    return off;
  }

  ListenAddress listen() {
    return listen;
  }

  /** Whether calls are answered by their signatures, and not by where they come from. */
  boolean asksForSignatures() {
    return !listen.isLoopback() && clientAuthority == null;
  }

  /** What the Envoys' configuration needs and no mesh says. */
  TranslatorSettings translator() {
    var folder = acmFolder == null ? null : acmFolder.replaceFirst("/+$", "");
    return new TranslatorSettings(folder, egressPort);
  }

  /** The settings; TLS is for those who come from elsewhere, or need a certificate. */
  XdsSettings settings(String region, String accountId, AccessFlags access) {
    var isPlain = listen.isLoopback() && clientAuthority == null;
    return new XdsSettings(
        listen.host(),
        listen.port(),
        region,
        accountId,
        identifier(),
        isPlain ? null : access.tls(),
        clientAuthority);
  }

  /** Tells replicas apart. */
  private static String identifier() {
    var version = XdsFlags.class.getPackage().getImplementationVersion();
    var name = "appmesh-endpoint " + (version == null ? "unknown" : version);
    try {
      return name + " " + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return name;
    }
  }
}
