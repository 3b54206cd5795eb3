// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.api.Logging;
import dev.operators.appmesh.api.VirtualGatewaySpec;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A gateway of a mesh as App Mesh's own Envoy had it: requests pass Envoy twice. The first hop has
 * the gateway's listeners and gateway routes, and sends all of them to the second one on this
 * machine, which has the routes of the virtual services; so each matches what the other has
 * rewritten.
 */
public final class GatewayConfiguration {

  private final MeshReader mesh;
  private final String path;
  private final VirtualGatewaySpec spec;
  private final @Nullable AcmFiles acm;
  private final Names names;

  private GatewayConfiguration(
      MeshReader mesh, String gateway, VirtualGatewaySpec spec, TranslatorSettings settings) {
    this.mesh = mesh;
    this.spec = spec;
    path = path(gateway);
    var folder = settings.certificateFolder();
    acm = folder == null ? null : new AcmFiles(folder, gateway);
    names =
        new Names(
            mesh.mesh().meshName(),
            gateway,
            egressPort(settings.egressPort()),
            spec.listeners().getFirst().portMapping().protocol(),
            spec.listeners().size() > 1);
  }

  /**
   * What a gateway's Envoys get.
   *
   * @param gateway name of the gateway
   * @throws IllegalArgumentException if the mesh has no such gateway
   */
  public static Configuration of(
      MeshResources resources, String gateway, TranslatorSettings settings) {
    var tree =
        resources
            .find(path(gateway))
            .orElseThrow(() -> new IllegalArgumentException("no virtual gateway " + gateway));
    var mesh = new MeshReader(resources);
    var spec = mesh.read(path(gateway), tree, VirtualGatewaySpec.class).orElse(null);
    if (spec != null && spec.listeners().isEmpty()) {
      mesh.omit(path(gateway), "it has no listeners: nothing is served; add one");
      spec = null;
    }
    return spec == null
        ? configuration(mesh, none(), none(), none(), none(), none())
        : new GatewayConfiguration(mesh, gateway, spec, settings).configuration();
  }

  private Configuration configuration() {
    var ipPreference = mesh.find("", MeshSpec.class).map(MeshSpec::ipPreference).orElse(null);
    SortedMap<String, Map<String, Object>> secrets = new TreeMap<>();
    var trees = new GatewayListeners(names, acm, ipPreference, secrets, accessLog());
    var gatewayRoutes = ServedRoute.in(path + "/gatewayRoute", mesh).toList();
    gatewayRoutes.forEach(this::noteWithoutListener);
    SortedMap<String, Map<String, Object>> clusters = new TreeMap<>();
    SortedMap<String, Map<String, Object>> listeners = new TreeMap<>();
    SortedMap<String, Map<String, Object>> routes = new TreeMap<>();
    var targets = new TreeSet<Target>();
    for (var listener : spec.listeners().stream().filter(this::isServed).toList()) {
      var port = EnvoyListener.port(listener);
      var protocol = listener.portMapping().protocol();
      var cluster = names.selfRedirect(protocol, port);
      var its = gatewayRoutes.stream().filter(it -> it.isFor(listener)).toList();
      listeners.put(trees.name(listener), trees.ingress(listener));
      clusters.put(cluster, trees.selfRedirect(listener));
      var name = names.ingressRoutes(protocol, port);
      routes.put(name, IngressRoutes.of(name, its, cluster));
      its.forEach(it -> IngressRoutes.target(it).ifPresent(targets::add));
    }
    if (listeners.isEmpty()) {
      return configuration(mesh, none(), none(), none(), none(), none());
    }
    var files = new WatchedFiles(names.clientSecrets(), secrets);
    var tls = new NodeTls(ClientTls.of(spec), new SecretDiscovery(null), files, acm);
    var nodes = new NodeClusters(mesh, names, tls, ipPreference);
    listeners.put(names.egressListener(), trees.egress(spec));
    routes.put(names.egressRoutes(), egressRoutes(nodes, targets));
    clusters.putAll(nodes.clusters());
    return configuration(mesh, clusters, nodes.endpoints(), secrets, listeners, routes);
  }

  private Map<String, Object> egressRoutes(NodeClusters nodes, Collection<Target> targets) {
    return new EgressRoutes(mesh, nodes).of(names.egressRoutes(), targets);
  }

  private boolean isServed(Listener listener) {
    var tls = listener.tls();
    var isMissing =
        acm == null
            && tls != null
            && ListenerModes.speakTls(tls)
            && tls.certificate().acm() != null;
    if (isMissing) {
      mesh.omit(
          path,
          ("the certificate of the listener on port %d is in ACM, which is not read: the listener"
                  + " is left out; use a file or SDS")
              .formatted(EnvoyListener.port(listener)));
    }
    return !isMissing;
  }

  private void noteWithoutListener(ServedRoute route) {
    if (spec.listeners().stream().noneMatch(route::isFor)) {
      var port = route.rule().match().port();
      mesh.omit(
          route.path(),
          "the gateway has no listener%s with protocol %s: the gateway route serves nothing"
              .formatted(port == null ? "" : " on port " + port, route.protocol()));
    }
  }

  private Logging.@Nullable File accessLog() {
    var logging = spec.logging();
    var accessLog = logging == null ? null : logging.accessLog();
    var file = accessLog == null ? null : accessLog.file();
    var problem = file == null ? null : AccessLogs.problem(file).orElse(null);
    if (problem != null) {
      mesh.omit(path, "Envoy cannot write its access log, which is left out: " + problem);
      return null;
    }
    return file;
  }

  private int egressPort(int wanted) {
    var taken = spec.listeners().stream().map(EnvoyListener::port).toList();
    int port = wanted;
    while (taken.contains((long) port)) {
      port = port == 65535 ? 1024 : port + 1;
    }
    return port;
  }

  private static String path(String gateway) {
    return "virtualGateway/" + gateway;
  }

  private static SortedMap<String, Map<String, Object>> none() {
    return Collections.emptySortedMap();
  }

  private static Configuration configuration(
      MeshReader mesh,
      SortedMap<String, Map<String, Object>> clusters,
      SortedMap<String, Map<String, Object>> endpoints,
      SortedMap<String, Map<String, Object>> secrets,
      SortedMap<String, Map<String, Object>> listeners,
      SortedMap<String, Map<String, Object>> routes) {
    return new Configuration(
        Collections.unmodifiableSortedMap(clusters),
        Collections.unmodifiableSortedMap(endpoints),
        Collections.unmodifiableSortedMap(secrets),
        Collections.unmodifiableSortedMap(listeners),
        Collections.unmodifiableSortedMap(routes),
        mesh.omissions());
  }
}
