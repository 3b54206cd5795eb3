// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.api.Logging;
import dev.operators.appmesh.api.VirtualGatewaySpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
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

  private static final String IPV4 = "0.0.0.0";
  private static final String IPV6 = "::";

  private final MeshReader mesh;
  private final String path;
  private final VirtualGatewaySpec spec;
  private final @Nullable AcmFiles acm;
  private final SecretDiscovery secrets = new SecretDiscovery(null);
  private final Names names;
  private final @Nullable String ipPreference;
  private final SortedMap<String, Map<String, Object>> clusters = new TreeMap<>();
  private final SortedMap<String, Map<String, Object>> listeners = new TreeMap<>();
  private final SortedMap<String, Map<String, Object>> routes = new TreeMap<>();

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
    ipPreference = mesh.find("", MeshSpec.class).map(MeshSpec::ipPreference).orElse(null);
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
    if (spec != null && (spec.listeners() == null || spec.listeners().isEmpty())) {
      mesh.omit(path(gateway), "it has no listeners: nothing is served; add one");
      spec = null;
    }
    return spec == null
        ? nothing(mesh)
        : new GatewayConfiguration(mesh, gateway, spec, settings).configuration();
  }

  private Configuration configuration() {
    var gatewayRoutes = ServedRoute.in(path + "/gatewayRoute", mesh).toList();
    gatewayRoutes.forEach(this::noteWithoutListener);
    spec.listeners().forEach(listener -> add(listener, gatewayRoutes));
    var tls = new NodeTls(ClientTls.of(spec), secrets, acm);
    var nodes = new NodeClusters(mesh, names, tls, ipPreference);
    if (!listeners.isEmpty()) {
      var targets = new TreeSet<Target>();
      gatewayRoutes.stream()
          .filter(route -> spec.listeners().stream().anyMatch(it -> serves(it, route)))
          .map(IngressRoutes::target)
          .filter(Objects::nonNull)
          .forEach(targets::add);
      routes.put(
          names.egressRoutes(), new EgressRoutes(mesh, nodes).of(names.egressRoutes(), targets));
      listeners.put(names.egressListener(), egressListener());
    }
    clusters.putAll(nodes.clusters());
    return new Configuration(clusters, nodes.endpoints(), listeners, routes, mesh.omissions());
  }

  private void add(Listener listener, List<ServedRoute> gatewayRoutes) {
    var port = EnvoyListener.port(listener);
    var protocol = listener.portMapping().protocol();
    var tls = listener.tls();
    var isSecure = tls != null && ListenerModes.speakTls(tls);
    if (isSecure && tls.certificate().acm() != null && acm == null) {
      mesh.omit(
          path,
          ("the certificate of the listener on port %d is in ACM, which is not read: the listener"
                  + " is left out; use a file or SDS, or give a folder for files of ACM")
              .formatted(port));
      return;
    }
    var address = ipPreference == null ? IPV4 : IPV6;
    var name = names.ingressListener(address, port);
    var routesName = names.ingressRoutes(protocol, port);
    var http =
        new HttpConnections(
            names.ingressStatistics(protocol, port),
            EnvoyListener.upgrades(listener),
            accessLog(),
            null,
            HttpConnections.discovered(routesName));
    var socket =
        isSecure
            ? new ListenerTlsContext(secrets, acm == null ? "" : acm.listener(port)).of(tls)
            : null;
    listeners.put(
        name,
        new EnvoyListener(name, listener, http, socket)
            .document(
                address.equals(IPV6)
                    ? Endpoints.anyFamily(port)
                    : Endpoints.socket(address, port)));
    var cluster = names.selfRedirect(protocol, port);
    clusters.put(cluster, selfRedirect(cluster, listener));
    routes.put(
        routesName,
        IngressRoutes.of(
            routesName,
            gatewayRoutes.stream().filter(it -> serves(listener, it)).toList(),
            cluster));
  }

  private void noteWithoutListener(ServedRoute route) {
    if (spec.listeners().stream().noneMatch(it -> serves(it, route))) {
      var port = route.rule().match().port();
      mesh.omit(
          route.path(),
          "the gateway has no listener%s with protocol %s: the gateway route serves nothing"
              .formatted(port == null ? "" : " on port " + port, route.protocol()));
    }
  }

  private static boolean serves(Listener listener, ServedRoute route) {
    var port = route.rule().match().port();
    return route.protocol().equals(listener.portMapping().protocol())
        && (port == null || port.equals(listener.portMapping().port()));
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

  /** The pool of a listener limits what goes to the second hop. */
  private Map<String, Object> selfRedirect(String name, Listener listener) {
    return map("name", name)
        .with("type", "STATIC")
        .with("connect_timeout", "0.25s")
        .with("circuit_breakers", PoolLimits.of(listener.connectionPool()).circuitBreakers())
        .with(
            "load_assignment",
            Endpoints.one(name, Endpoints.socket("127.0.0.1", names.egressPort())))
        .with(
            "typed_extension_protocol_options",
            HttpProtocol.of(listener.portMapping().protocol()).options());
  }

  private Map<String, Object> egressListener() {
    var http =
        new HttpConnections(
            "egress",
            spec.listeners().stream().anyMatch(EnvoyListener::upgrades),
            null,
            null,
            HttpConnections.discovered(names.egressRoutes()));
    return map("name", names.egressListener())
        .with("address", Endpoints.socket("127.0.0.1", names.egressPort()))
        .with("traffic_direction", "OUTBOUND")
        .with("filter_chains", List.of(map("filters", List.of(http.filter()))));
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

  private static Configuration nothing(MeshReader mesh) {
    SequencedMap<String, Map<String, Object>> none = Collections.emptySortedMap();
    return new Configuration(none, none, none, none, mesh.omissions());
  }
}
