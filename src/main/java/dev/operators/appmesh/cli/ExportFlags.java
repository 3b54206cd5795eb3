// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.migrate.envoy.EnvoyExport;
import dev.operators.appmesh.migrate.envoy.EnvoySettings;
import dev.operators.appmesh.migrate.export.Backends;
import dev.operators.appmesh.migrate.export.Exported;
import dev.operators.appmesh.migrate.export.SourceGateway;
import dev.operators.appmesh.migrate.gatewayapi.GatewayApiExport;
import dev.operators.appmesh.migrate.gatewayapi.GatewaySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The flags of an export that say what a virtual gateway does not. */
final class ExportFlags {

  @Option(
      names = "--backend",
      paramLabel = "NAME=HOST:PORT",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description = {
        "Where requests go to; for gateway-api the name of a Service, and the port may be left out."
            + " What is said of it follows after commas: tls or tls=false whether TLS is spoken to"
            + " it (default: as the client policy says), sni=NAME the name that its certificate"
            + " carries (default: HOST), prefix=/PATH which requests it gets (envoy; default: all),"
            + " port-name=NAME the Service's port that a BackendTLSPolicy is for (gateway-api;"
            + " default: every port). Repeatable."
      })
  private List<String> backends = new ArrayList<>();

  @Option(
      names = "--sds-socket",
      paramLabel = "PATH",
      showDefaultValue = Visibility.NEVER,
      description =
          "Socket of the secret discovery service, where a gateway uses one: what"
              + " APPMESH_SDS_SOCKET_PATH was.")
  private @Nullable String sdsSocket;

  @Option(
      names = "--certificates",
      paramLabel = "FOLDER",
      defaultValue = "/etc/envoy/certs",
      description = "envoy: where Envoy finds the certificates that App Mesh took from ACM.")
  private String certificates = "/etc/envoy/certs";

  @Option(
      names = "--gateway-class",
      paramLabel = "NAME",
      defaultValue = "eg",
      description = "gateway-api: name of the GatewayClass of Envoy Gateway.")
  private String gatewayClass = "eg";

  /**
   * What exports a gateway.
   *
   * @throws IllegalArgumentException with the flag that is wrong, and why
   */
  Function<SourceGateway, Exported> exporter(ExportForm form) {
    try {
      var parsed = Backends.parse(backends);
      return switch (form) {
        case ENVOY -> {
          var settings = new EnvoySettings(parsed, certificates, sdsSocket);
          yield gateway -> EnvoyExport.of(gateway, settings);
        }
        case GATEWAY_API -> {
          var settings = new GatewaySettings(gatewayClass, parsed, sdsSocket);
          yield gateway -> GatewayApiExport.of(gateway, settings);
        }
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid value for option '--backend': " + e.getMessage(), e);
    }
  }
}
