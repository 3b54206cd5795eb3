// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.manifest.YamlText;
import dev.operators.appmesh.ops.ListenAddress;
import dev.operators.appmesh.xds.EnvoyBootstrap;
import dev.operators.appmesh.xds.EnvoyBootstrap.ClientFiles;
import dev.operators.appmesh.xds.EnvoyBootstrap.StatusAddress;
import dev.operators.appmesh.xds.GatewayName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The command {@code endpoint envoy-bootstrap}: prints what an Envoy needs to start with. */
@Command(
    name = "envoy-bootstrap",
    description =
        "Prints the bootstrap of an Envoy that serves a virtual gateway: envoy -c FILE runs it.")
public final class BootstrapCommand extends Subcommand {

  @Option(
      names = "--mesh",
      paramLabel = "NAME",
      required = true,
      description = "Mesh of the virtual gateway.")
  private String mesh = "";

  @Option(
      names = "--gateway",
      paramLabel = "NAME",
      required = true,
      description = "Virtual gateway that the Envoy serves.")
  private String gateway = "";

  @Option(
      names = "--xds",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8587",
      converter = Converters.ToListenAddress.class,
      description = "Where the Envoy reaches the endpoint's --xds-listen.")
  private ListenAddress xds = new ListenAddress("127.0.0.1", 8587);

  @Option(
      names = "--admin-listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9901",
      converter = Converters.ToListenAddress.class,
      description = "Address of Envoy's own interface.")
  private ListenAddress admin = new ListenAddress("127.0.0.1", 9901);

  @Option(
      names = "--status-listen",
      paramLabel = "HOST:PORT",
      converter = Converters.ToListenAddress.class,
      showDefaultValue = Visibility.NEVER,
      description =
          "Address at which others may ask for /ready and /stats/prometheus of Envoy's own"
              + " interface, and for nothing else of it. Default: none.")
  private @Nullable ListenAddress status;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Speak TLS, and trust certificates that are signed by those in this file (PEM) on Envoy's"
              + " disk. Default: plain text.")
  private @Nullable String authority;

  @Option(
      names = "--client-cert",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "Certificate (PEM) on Envoy's disk, for an endpoint with --xds-client-ca.")
  private @Nullable String certificate;

  @Option(
      names = "--client-key",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "Private key (PEM) of the certificate on Envoy's disk.")
  private @Nullable String key;

  @Option(
      names = "--sign-region",
      paramLabel = "REGION",
      showDefaultValue = Visibility.NEVER,
      description =
          "Sign calls for this region, the endpoint's --region, with the access key in Envoy's"
              + " environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY). Default: unsigned.")
  private @Nullable String region;

  @Option(
      names = "--sds-socket",
      paramLabel = "PATH",
      showDefaultValue = Visibility.NEVER,
      description =
          "Socket of the secret discovery service (SDS) on Envoy's disk, for a gateway whose TLS"
              + " has sds: the former value of APPMESH_SDS_SOCKET_PATH.")
  private @Nullable String sdsSocket;

  @Override
  public Integer call() {
    var problems = new ArrayList<String>();
    if ((certificate == null) != (key == null)) {
      problems.add("--client-cert and --client-key must be set together");
    }
    if (certificate != null && authority == null) {
      problems.add("--client-cert requires --ca");
    }
    check(problems);
    var client = certificate == null || key == null ? null : new ClientFiles(certificate, key);
    var bootstrap =
        new EnvoyBootstrap(
            new GatewayName(mesh, gateway),
            xds.host(),
            xds.port(),
            admin.host(),
            admin.port(),
            status == null ? null : new StatusAddress(status.host(), status.port()),
            authority,
            client,
            region,
            sdsSocket);
    out().print(YamlText.write(List.of(bootstrap.tree())));
    out().flush();
    return ExitCode.OK;
  }
}
