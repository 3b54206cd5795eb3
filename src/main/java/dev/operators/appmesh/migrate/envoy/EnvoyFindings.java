// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.envoy.ClientTls;
import dev.operators.appmesh.envoy.HttpProtocol;
import dev.operators.appmesh.migrate.Verdict;
import dev.operators.appmesh.migrate.export.ClientPolicies;
import dev.operators.appmesh.migrate.export.Findings;
import dev.operators.appmesh.migrate.export.HealthChecks;
import dev.operators.appmesh.migrate.export.Logs;
import dev.operators.appmesh.migrate.export.Place;
import dev.operators.appmesh.migrate.export.SourceGateway;

/** What becomes of the fields in a bootstrap. */
final class EnvoyFindings {

  private final SourceGateway gateway;
  private final EnvoySettings settings;

  EnvoyFindings(SourceGateway gateway, EnvoySettings settings) {
    this.gateway = gateway;
    this.settings = settings;
  }

  void note(Findings findings, int adminPort) {
    var spec = findings.spec();
    findings.noteIdentity();
    spec.at("virtualGatewayName").kept("is the id of the node");
    spec.at("tags").needs("are tags of AWS: give them to what runs this Envoy");
    Logs.note(Logs.file(gateway.spec()), spec);
    var policy = ClientTls.of(gateway.spec());
    if (policy != null) {
      new UpstreamTlsFindings(settings.sdsSocket(), settings.backendAuthorities(gateway))
          .note(policy, settings.backends(), ClientPolicies.place(spec));
    }
    var listeners = gateway.spec().listeners();
    for (int i = 0; i < listeners.size(); i++) {
      note(listeners.get(i), spec.at("listeners").item(i));
    }
    noteWhatNoFieldSays(findings, adminPort);
  }

  private void note(Listener listener, Place place) {
    var protocol = HttpProtocol.of(listener.portMapping().protocol());
    place.at("portMapping.port").kept();
    if (settings.backends().isEmpty() && protocol == HttpProtocol.HTTP2) {
      place
          .at("portMapping.protocol")
          .needs("HTTP/2 to backends is written with the first --backend");
    } else {
      place.at("portMapping.protocol").kept();
    }
    var pool = place.at("connectionPool");
    switch (settings.backends().size()) {
      case 0 -> pool.all(Verdict.NEEDS_INPUT, "is written with the first --backend");
      case 1 -> pool.all(Verdict.KEPT, "");
      default ->
          pool.all(
              Verdict.KEPT,
              "one limit for all backends: requests pass Envoy twice, as in App Mesh");
    }
    HealthChecks.note(listener, HealthChecks.path(listener), place.at("healthCheck"));
    if (listener.tls() != null) {
      var file = settings.listenerCertificate(gateway, listener);
      new ListenerTlsFindings(settings.sdsSocket(), file).note(listener.tls(), place.at("tls"));
    }
  }

  private void noteWhatNoFieldSays(Findings findings, int adminPort) {
    if (settings.backends().isEmpty()) {
      findings.about(
          "routes",
          Verdict.NEEDS_INPUT,
          "all requests are answered with 404: give --backend NAME=HOST:PORT");
    } else {
      findings.about(
          "routes",
          Verdict.CHANGED,
          "requests go to --backend by prefix, unchanged: the gateway routes of App Mesh rewrote"
              + " path and host");
    }
    findings.about(
        "admin",
        Verdict.CHANGED,
        "listens on 127.0.0.1:%d, that of App Mesh's Envoy on 0.0.0.0:9901".formatted(adminPort));
    for (var backend : settings.backends()) {
      if (ClientTls.of(gateway.spec()) == null && backend.speaksTls(null)) {
        findings.about(
            "backend",
            Verdict.CHANGED,
            "the certificate of %s is not checked: the spec has no client policy"
                .formatted(backend.name()));
      }
    }
  }
}
