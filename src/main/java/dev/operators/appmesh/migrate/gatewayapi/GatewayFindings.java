// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.api.ListenerTls;
import dev.operators.appmesh.envoy.ClientTls;
import dev.operators.appmesh.envoy.ListenerModes;
import dev.operators.appmesh.migrate.Verdict;
import dev.operators.appmesh.migrate.export.Acm;
import dev.operators.appmesh.migrate.export.ClientPolicies;
import dev.operators.appmesh.migrate.export.DisabledTls;
import dev.operators.appmesh.migrate.export.ExportBackend;
import dev.operators.appmesh.migrate.export.Findings;
import dev.operators.appmesh.migrate.export.HealthChecks;
import dev.operators.appmesh.migrate.export.Logs;
import dev.operators.appmesh.migrate.export.Place;
import dev.operators.appmesh.migrate.export.SourceGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of the fields with the Gateway API and Envoy Gateway. */
final class GatewayFindings {

  private final SourceGateway gateway;
  private final GatewaySettings settings;
  private final ObjectNames names;
  private final Kubectl kubectl;

  GatewayFindings(SourceGateway gateway, GatewaySettings settings, ObjectNames names) {
    this.gateway = gateway;
    this.settings = settings;
    this.names = names;
    kubectl = new Kubectl(names.namespace(), settings.sdsSocket());
  }

  void note(Findings findings) {
    var spec = findings.spec();
    findings.noteIdentity();
    noteName(findings);
    spec.at("tags")
        .needs("are tags of AWS: annotate the Gateway or its Service where you need them");
    Logs.note(Logs.file(gateway.spec()), spec);
    var policy = ClientTls.of(gateway.spec());
    if (policy != null) {
      new BackendTlsFindings(names, kubectl)
          .note(policy, settings.backends(), ClientPolicies.place(spec));
    }
    var listeners = gateway.spec().listeners();
    for (int i = 0; i < listeners.size(); i++) {
      note(listeners.get(i), spec.at("listeners").item(i));
    }
    noteWhatNoFieldSays(findings);
  }

  private void noteName(Findings findings) {
    var name = findings.spec().at("virtualGatewayName");
    if (gateway.virtualGatewayName().equals(names.gateway())) {
      name.kept();
    } else {
      name.changed("the Gateway is %s".formatted(names.gateway()));
    }
    if (!gateway.name().equals(names.gateway())) {
      findings.about(
          "metadata.name",
          Verdict.CHANGED,
          "%s cannot be the name of a Gateway: it is %s"
              .formatted(gateway.name(), names.gateway()));
    }
  }

  private void note(Listener listener, Place place) {
    var port = listener.portMapping().port();
    if (port != null && port < 1024) {
      place.at("portMapping.port").kept("Envoy itself listens on %d".formatted(10000 + port));
    } else {
      place.at("portMapping.port").kept();
    }
    noteProtocol(listener, place.at("portMapping.protocol"));
    place
        .at("connectionPool")
        .all(Verdict.CHANGED, "is a limit of each backend of each route rule, not of the listener");
    HealthChecks.note(listener, TrafficPolicies.healthCheckPath(listener), place.at("healthCheck"));
    var tls = listener.tls();
    if (tls == null) {
      return;
    }
    if (ListenerModes.speaksTls(listener)) {
      noteTls(listener, tls, place.at("tls"));
    } else {
      DisabledTls.note(place.at("tls"));
    }
  }

  private void noteTls(Listener listener, ListenerTls tls, Place place) {
    if (ListenerModes.isPermissive(listener)) {
      place
          .at("mode")
          .lost(
              "the Gateway API has no PERMISSIVE: STRICT is written, and clients of port %d that"
                      .formatted(listener.portMapping().port())
                  + " speak plain text will fail");
    } else {
      place.at("mode").kept();
    }
    noteCertificate(tls.certificate(), names.certificate(listener), place.at("certificate"));
    if (tls.validation() != null) {
      ClientValidation.note(listener, tls.validation(), names, kubectl, place.at("validation"));
    }
  }

  private void noteCertificate(ListenerTls.Certificate certificate, String secret, Place place) {
    kubectl.note(certificate.file(), certificate.sds(), secret, place);
    if (certificate.acm() != null) {
      var arn = certificate.acm().certificateArn();
      var commands = new ArrayList<>(Acm.exportCertificate(arn, "tls.crt", "tls.key"));
      commands.add(kubectl.tlsSecret(secret, "tls.crt", "tls.key"));
      place
          .at("acm.certificateArn")
          .needs("give it as Secret %s; %s".formatted(secret, Acm.RENEWAL), commands);
    }
  }

  private void noteProtocol(Listener listener, Place place) {
    var policy = ClientTls.of(gateway.spec());
    switch (listener.portMapping().protocol()) {
      case "grpc" -> place.kept("a GRPCRoute speaks HTTP/2 to backends");
      case "http2" -> noteHttp2(place);
      default -> {
        if (policy != null && !EnvoyProxyDocument.speaksHttp1Alone(gateway.spec())) {
          place.changed(
              "HTTP/2 is agreed on with backends that speak TLS, for the other listeners");
        } else {
          place.kept();
        }
      }
    }
  }

  private void noteHttp2(Place place) {
    var policy = ClientTls.of(gateway.spec());
    var plain = settings.backends().stream().filter(backend -> !backend.speaksTls(policy)).toList();
    if (settings.backends().isEmpty()) {
      place.needs(
          "HTTP/2 to backends: set appProtocol kubernetes.io/h2c on the ports of their Services");
    } else if (plain.isEmpty()) {
      place.kept("HTTP/2 is agreed on with backends that speak TLS");
    } else {
      place.needs(
          "HTTP/2 to backends: set appProtocol kubernetes.io/h2c on the port of "
              + plain.stream().map(ExportBackend::name).collect(Collectors.joining(", ")),
          patches(plain));
    }
  }

  private List<String> patches(List<ExportBackend> backends) {
    return backends.stream()
        .flatMap(it -> Stream.ofNullable(it.port()).map(port -> kubectl.http2(it.name(), port)))
        .toList();
  }

  private void noteWhatNoFieldSays(Findings findings) {
    findings.about(
        "routes",
        Verdict.NEEDS_INPUT,
        "gateway routes are resources of their own: write each as HTTPRoute, of grpc listeners as"
            + " GRPCRoute, with Gateway %s as its parent, in the same namespace"
                .formatted(names.gateway()));
    findings.about(
        "defaults",
        Verdict.CHANGED,
        "Envoy Gateway adds the client's address to X-Forwarded-For, leaves the Server header to"
            + " backends, sends to the backend with the fewest requests, waits 10 s for connections"
            + " and does not resume TLS sessions");
    for (var backend : settings.backends()) {
      if (ClientTls.of(gateway.spec()) == null && backend.speaksTls(null)) {
        findings.about(
            "backend",
            Verdict.NEEDS_INPUT,
            "TLS to %s needs a BackendTLSPolicy: the spec has no client policy to make it of"
                .formatted(backend.name()));
      }
    }
  }
}
