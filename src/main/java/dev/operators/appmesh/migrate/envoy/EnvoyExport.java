// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.envoy.BackendTlsContext;
import dev.operators.appmesh.envoy.CertificateFiles;
import dev.operators.appmesh.envoy.ClientTls;
import dev.operators.appmesh.envoy.Endpoints;
import dev.operators.appmesh.envoy.EnvoyListener;
import dev.operators.appmesh.envoy.HttpConnections;
import dev.operators.appmesh.envoy.ListenerModes;
import dev.operators.appmesh.envoy.ListenerTlsContext;
import dev.operators.appmesh.envoy.PoolLimits;
import dev.operators.appmesh.envoy.SecretDiscovery;
import dev.operators.appmesh.migrate.export.Exported;
import dev.operators.appmesh.migrate.export.Findings;
import dev.operators.appmesh.migrate.export.HealthChecks;
import dev.operators.appmesh.migrate.export.Logs;
import dev.operators.appmesh.migrate.export.SourceGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A virtual gateway as the static bootstrap of an Envoy that does what App Mesh's did. */
public final class EnvoyExport {

  private static final int USUAL_ADMIN_PORT = 9901;

  private final SourceGateway gateway;
  private final EnvoySettings settings;
  private final Findings findings;
  private final SecretDiscovery secrets;
  private final Clusters clusters;
  private final List<Map<String, Object>> listenerDocuments = new ArrayList<>();
  private final List<Map<String, Object>> clusterDocuments = new ArrayList<>();

  private EnvoyExport(SourceGateway gateway, EnvoySettings settings) {
    this.gateway = gateway;
    this.settings = settings;
    findings = new Findings(gateway);
    secrets = new SecretDiscovery(settings.sdsSocket());
    var policy = ClientTls.of(gateway.spec());
    var backendTls =
        new BackendTlsContext(
            policy, secrets, CertificateFiles.READ_ONCE, settings.backendAuthorities(gateway));
    clusters = new Clusters(settings.backends(), policy, backendTls);
  }

  /** The bootstrap, one document. */
  public static Exported of(SourceGateway gateway, EnvoySettings settings) {
    return new EnvoyExport(gateway, settings).exported();
  }

  private Exported exported() {
    var listeners = gateway.spec().listeners();
    for (int i = 0; i < listeners.size(); i++) {
      add(listeners.get(i));
    }
    clusterDocuments.addAll(secrets.clusters());
    var name = gateway.virtualGatewayName();
    var adminPort = adminPort(listeners);
    var bootstrap =
        map("node", map("id", name, "cluster", name))
            .with("admin", map("address", Endpoints.socket("127.0.0.1", adminPort)))
            .with(
                "bootstrap_extensions",
                listeners.stream().anyMatch(this::hasSecondHop)
                    ? List.of(SecondHop.bootstrapExtension())
                    : null)
            .with(
                "static_resources",
                map("listeners", listenerDocuments, "clusters", clusterDocuments));
    new EnvoyFindings(gateway, settings).note(findings, adminPort);
    return new Exported(List.of(bootstrap), findings.report());
  }

  private void add(Listener listener) {
    var http = httpConnections(listener);
    listenerDocuments.add(
        new EnvoyListener(name(listener), listener, http, tls(listener)).document());
    var limits = PoolLimits.of(listener.connectionPool());
    if (hasSecondHop(listener)) {
      listenerDocuments.add(SecondHop.listener(listener, clusters.routes(listener)));
      clusterDocuments.add(SecondHop.cluster(listener));
      limits = PoolLimits.UNLIMITED;
    }
    clusterDocuments.addAll(clusters.of(listener, limits));
  }

  private HttpConnections httpConnections(Listener listener) {
    var mapping = listener.portMapping();
    return new HttpConnections(
        gateway.spec().listeners().size() == 1
            ? "ingress"
            : "ingress.%s.%d".formatted(mapping.protocol(), mapping.port()),
        EnvoyListener.upgrades(listener),
        Logs.file(gateway.spec()),
        HealthChecks.path(listener),
        HttpConnections.inlined(
            name(listener),
            hasSecondHop(listener) ? SecondHop.routes(listener) : clusters.routes(listener)));
  }

  private @Nullable Map<String, Object> tls(Listener listener) {
    var tls = listener.tls();
    return tls == null || !ListenerModes.speaksTls(listener)
        ? null
        : new ListenerTlsContext(
                secrets,
                CertificateFiles.READ_ONCE,
                settings.listenerCertificate(gateway, listener))
            .of(tls);
  }

  private static String name(Listener listener) {
    return "ingress_" + listener.portMapping().port();
  }

  private boolean hasSecondHop(Listener listener) {
    return settings.backends().size() > 1 && listener.connectionPool() != null;
  }

  /** App Mesh's, or the first one above it that no listener has. */
  private static int adminPort(List<Listener> listeners) {
    var taken = listeners.stream().map(it -> it.portMapping().port()).toList();
    int port = USUAL_ADMIN_PORT;
    while (taken.contains((long) port)) {
      port++;
    }
    return port;
  }
}
