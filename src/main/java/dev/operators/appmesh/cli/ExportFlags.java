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
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags of an export for what the spec of a virtual gateway does not contain. */
final class ExportFlags {

  /** The values of {@code --to}. */
  enum Form {
    /** A Gateway with the policies of Envoy Gateway. */
    GATEWAY_API,
    /** The bootstrap of an Envoy. */
    ENVOY
  }

  /** Reads a form. */
  static final class FormConverter implements ITypeConverter<Form> {
    @Override
    public Form convert(String word) {
      return switch (word) {
        case "gateway-api" -> Form.GATEWAY_API;
        case "envoy" -> Form.ENVOY;
        default -> throw new TypeConversionException("'" + word + "' is not gateway-api or envoy");
      };
    }
  }

  @Option(
      names = "--to",
      paramLabel = "FORM",
      required = true,
      converter = FormConverter.class,
      showDefaultValue = Visibility.NEVER,
      description = "What to write: gateway-api or envoy. Required.")
  private Form form = Form.ENVOY;

  @Option(
      names = "--backend",
      paramLabel = "NAME=HOST:PORT",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description = {
        "Where requests go. With gateway-api, NAME is the name of a Service, and the port may be"
            + " omitted. Options follow, separated by commas: tls or tls=false: whether to use TLS"
            + " (default: as the client policy says); sni=NAME: the name in its certificate"
            + " (default: HOST); prefix=/PATH: the requests that it gets (envoy only; default:"
            + " all); port-name=NAME: the port of the Service that a BackendTLSPolicy is for"
            + " (gateway-api only; default: every port). Repeatable."
      })
  private List<String> backends = new ArrayList<>();

  @Option(
      names = "--sds-socket",
      paramLabel = "PATH",
      showDefaultValue = Visibility.NEVER,
      description =
          "Socket of the secret discovery service (SDS), for gateways that use one: the former"
              + " value of APPMESH_SDS_SOCKET_PATH.")
  private @Nullable String sdsSocket;

  @Option(
      names = "--certificates",
      paramLabel = "FOLDER",
      defaultValue = "/etc/envoy/certs",
      description =
          "With envoy: folder in which Envoy finds the certificates that App Mesh took from ACM.")
  private String certificates = "/etc/envoy/certs";

  @Option(
      names = "--gateway-class",
      paramLabel = "NAME",
      defaultValue = "eg",
      description = "With gateway-api: name of the GatewayClass of Envoy Gateway.")
  private String gatewayClass = "eg";

  /** Whether each gateway becomes the bootstrap of an Envoy of its own. */
  boolean writeBootstraps() {
    return form == Form.ENVOY;
  }

  /**
   * The function that exports a gateway.
   *
   * @throws IllegalArgumentException if a flag is wrong; the message names it and says why
   */
  Function<SourceGateway, Exported> exporter() {
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
