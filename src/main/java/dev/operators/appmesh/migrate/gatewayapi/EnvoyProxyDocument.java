// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Logging;
import dev.operators.appmesh.api.VirtualGatewaySpec;
import dev.operators.appmesh.envoy.AccessLogs;
import dev.operators.appmesh.envoy.ClientTls;
import dev.operators.appmesh.envoy.LogFormat;
import dev.operators.appmesh.migrate.export.Logs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the Envoys of a gateway have in common: the access log, and the client certificate. */
final class EnvoyProxyDocument {

  private EnvoyProxyDocument() {}

  static Map<String, Object> of(VirtualGatewaySpec spec, ObjectNames names) {
    return References.envoyObject(
        "EnvoyProxy",
        names.metadata(names.gateway()),
        map("backendTLS", backendTls(spec, names))
            .with("telemetry", map("accessLog", accessLog(Logs.file(spec)))));
  }

  /**
   * Null where backends are not spoken TLS to. Left to itself Envoy Gateway agrees on HTTP/2 with
   * them, to which a limit of connections means nothing.
   */
  private static @Nullable Map<String, Object> backendTls(
      VirtualGatewaySpec spec, ObjectNames names) {
    var policy = ClientTls.of(spec);
    if (policy == null) {
      return null;
    }
    var certificate = policy.certificate();
    var secret = certificate == null ? null : BackendTls.clientSecret(certificate, names);
    var backendTls =
        map("clientCertificateRef", secret == null ? null : References.core("Secret", secret))
            .with("alpnProtocols", speaksHttp1Alone(spec) ? List.of("http/1.1") : null);
    return backendTls.isEmpty() ? null : backendTls;
  }

  /** Whether no listener speaks HTTP/2 to backends. */
  static boolean speaksHttp1Alone(VirtualGatewaySpec spec) {
    return spec.listeners().stream()
        .allMatch(listener -> listener.portMapping().protocol().equals("http"));
  }

  /** Envoy Gateway logs where nothing is said, and in a format of its own. */
  private static Map<String, Object> accessLog(Logging.@Nullable File file) {
    if (file == null) {
      return map("disable", true);
    }
    var sink = map("type", "File", "file", map("path", file.path()));
    var settings =
        map("type", "Route").with("format", format(file.format())).with("sinks", List.of(sink));
    return map("settings", List.of(settings));
  }

  private static Map<String, Object> format(Logging.@Nullable Format format) {
    if (format != null && format.json() != null) {
      return map("type", "JSON", "json", AccessLogs.json(format.json()));
    }
    var text = format == null ? null : format.text();
    return map("type", "Text", "text", text == null ? LogFormat.STANDARD : text);
  }
}
