// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.model.Ordered;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The clusters of the virtual nodes that requests can come to, each made when it is asked for. */
final class NodeClusters {

  private final MeshReader mesh;
  private final Names names;
  private final NodeTls tls;
  private final @Nullable String ipPreference;
  private final SortedMap<String, Map<String, Object>> clusters = new TreeMap<>();
  private final SortedMap<String, Map<String, Object>> endpoints = new TreeMap<>();

  /** The names that were asked for: many routes lead to one node. */
  private final Map<Asked, Optional<String>> asked = new HashMap<>();

  private record Asked(String node, @Nullable Long port) {}

  /**
   * For one gateway.
   *
   * @param ipPreference that of the mesh
   */
  NodeClusters(MeshReader mesh, Names names, NodeTls tls, @Nullable String ipPreference) {
    this.mesh = mesh;
    this.names = names;
    this.tls = tls;
    this.ipPreference = ipPreference;
  }

  /** The clusters that were asked for, by name. */
  SortedMap<String, Map<String, Object>> clusters() {
    return clusters;
  }

  /** The endpoints of those that do not find them by themselves, by name. */
  SortedMap<String, Map<String, Object>> endpoints() {
    return endpoints;
  }

  /**
   * The name of the cluster for a port of a node; empty where it cannot be served, which is noted.
   *
   * @param port null for the first one
   */
  Optional<String> cluster(String node, @Nullable Long port) {
    return asked.computeIfAbsent(new Asked(node, port), _ -> find(node, port));
  }

  private Optional<String> find(String node, @Nullable Long port) {
    var path = "virtualNode/" + node;
    if (mesh.mesh().find(path).isEmpty()) {
      mesh.omit(path, "there is no such virtual node: nothing is sent to it; create it");
      return Optional.empty();
    }
    var spec = mesh.find(path, NodeSpec.class).orElse(null);
    if (spec == null) {
      return Optional.empty();
    }
    var listener = spec.listeners().stream().filter(it -> it.has(port)).findFirst().orElse(null);
    var discovery = spec.serviceDiscovery();
    if (listener == null) {
      mesh.omit(
          path,
          "it has no listener%s: nothing is sent to it; add one"
              .formatted(port == null ? "" : " on port " + port));
    } else if (listener.portMapping().protocol().equals("tcp")) {
      mesh.omit(path, "its listener speaks TCP: gateways send HTTP and gRPC alone");
    } else if (discovery == null || (discovery.dns() == null && discovery.awsCloudMap() == null)) {
      mesh.omit(path, "it has no serviceDiscovery: nothing is sent to it; add one");
    } else if (discovery.dns() != null && discovery.dns().hostname().isEmpty()) {
      mesh.omit(path, "its serviceDiscovery.dns.hostname is empty: nothing is sent to it; set it");
    } else {
      return cluster(path, node, listener, discovery);
    }
    return Optional.empty();
  }

  private Optional<String> cluster(
      String path, String node, NodeSpec.Listener listener, NodeSpec.ServiceDiscovery discovery) {
    var name = names.node(node, listener.portMapping().protocol(), listener.port());
    if (clusters.containsKey(name)) {
      return Optional.of(name);
    }
    var protocol = listener.portMapping().protocol();
    var check = Optional.ofNullable(listener.healthCheck());
    var problem = check.flatMap(it -> NodeHealth.problem(it, protocol));
    problem.ifPresent(it -> mesh.omit(path, "its health check is left out: " + it));
    var socket = tls.socket(listener, serverName(discovery));
    if (socket.isMissing()) {
      mesh.omit(
          path,
          "the gateway's client policy trusts authorities of AWS Private CA, which is not read:"
              + " nothing is sent to it; use a file or SDS");
      return Optional.empty();
    }
    clusters.put(
        name,
        map("name", name)
            .withAll(discovery(path, name, listener, discovery))
            .with("connect_timeout", "1s")
            .with("circuit_breakers", PoolLimits.of(listener.connectionPool()).circuitBreakers())
            .with(
                "health_checks",
                problem.isPresent() ? null : NodeHealth.checks(listener.healthCheck()))
            .with("outlier_detection", NodeHealth.outliers(listener.outlierDetection()))
            .with("transport_socket", socket.tree())
            .with("typed_extension_protocol_options", HttpProtocol.of(protocol).options()));
    return Optional.of(name);
  }

  /** The name that its certificate must have where the client policy names none. */
  private static String serverName(NodeSpec.ServiceDiscovery discovery) {
    var cloudMap = discovery.awsCloudMap();
    if (cloudMap != null) {
      return cloudMap.serviceName() + "." + cloudMap.namespaceName();
    }
    return discovery.dns() == null ? "" : discovery.dns().hostname();
  }

  private Ordered discovery(
      String path, String name, NodeSpec.Listener listener, NodeSpec.ServiceDiscovery discovery) {
    var dns = discovery.dns();
    if (dns != null) {
      var family = dns.ipPreference() == null ? ipPreference : dns.ipPreference();
      return Dns.cluster(name, dns, listener.port(), family);
    }
    mesh.omit(
        path,
        "its endpoints are in AWS Cloud Map, which is not read: what is sent to it is answered with"
            + " 503; use serviceDiscovery.dns");
    endpoints.put(name, map("cluster_name", name));
    return map("type", "EDS").with("eds_cluster_config", map("eds_config", HttpConnections.ADS));
  }
}
