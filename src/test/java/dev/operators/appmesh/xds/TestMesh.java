// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import dev.operators.appmesh.envoy.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A mesh with gateways whose configurations are written by hand. */
final class TestMesh implements Configurations {

  static final GatewayName GATEWAY = new GatewayName("apps", "ingress");

  private static final String HTTP =
      "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3"
          + ".HttpConnectionManager";
  private static final String ROUTER =
      "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router";

  private final Map<GatewayName, Configuration> configurations = new ConcurrentHashMap<>();
  private final AtomicInteger revision = new AtomicInteger();
  final AtomicInteger builds = new AtomicInteger();

  /** Why no configuration can be made now; null if it can. */
  volatile @Nullable String failure;

  @Override
  public Optional<Configuration> of(GatewayName gateway) {
    builds.incrementAndGet();
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return Optional.ofNullable(configurations.get(gateway));
  }

  @Override
  public Map<String, Long> revisions() {
    return Map.of("apps", (long) revision.get());
  }

  void put(Configuration configuration) {
    configurations.put(GATEWAY, configuration);
    revision.incrementAndGet();
  }

  void delete() {
    configurations.remove(GATEWAY);
    revision.incrementAndGet();
  }

  /**
   * One listener with one route, to one of the nodes.
   *
   * @param listener its port
   * @param logFormat of the access log
   * @param to the node that gets all requests
   * @param nodes ports of the nodes, by name
   */
  static Configuration configuration(
      int listener, String logFormat, String to, Map<String, Integer> nodes) {
    var clusters = new LinkedHashMap<String, Map<String, Object>>();
    var endpoints = new LinkedHashMap<String, Map<String, Object>>();
    nodes.forEach(
        (name, port) -> {
          clusters.put(name, cluster(name));
          endpoints.put(name, endpoints(name, port));
        });
    return new Configuration(
        clusters,
        endpoints,
        new LinkedHashMap<>(),
        one("ingress", listener("ingress", listener, logFormat)),
        one("routes", routes("routes", to)),
        List.of());
  }

  private static SequencedMap<String, Map<String, Object>> one(
      String name, Map<String, Object> tree) {
    var map = new LinkedHashMap<String, Map<String, Object>>();
    map.put(name, tree);
    return map;
  }

  private static Map<String, Object> cluster(String name) {
    return Map.of(
        "name",
        name,
        "type",
        "EDS",
        "connect_timeout",
        "1s",
        "eds_cluster_config",
        Map.of("eds_config", ads()));
  }

  private static Map<String, Object> ads() {
    return Map.of("ads", Map.of(), "resource_api_version", "V3");
  }

  private static Map<String, Object> endpoints(String name, int port) {
    return Map.of(
        "cluster_name",
        name,
        "endpoints",
        List.of(
            Map.of(
                "lb_endpoints",
                List.of(Map.of("endpoint", Map.of("address", address("127.0.0.1", port)))))));
  }

  private static Map<String, Object> listener(String name, int port, String logFormat) {
    return Map.of(
        "name",
        name,
        "address",
        address("127.0.0.1", port),
        "filter_chains",
        List.of(
            Map.of(
                "filters",
                List.of(
                    Map.of(
                        "name",
                        "http",
                        "typed_config",
                        Map.of(
                            "@type",
                            HTTP,
                            "stat_prefix",
                            "ingress",
                            "rds",
                            Map.of("route_config_name", "routes", "config_source", ads()),
                            "access_log",
                            List.of(log(logFormat)),
                            "http_filters",
                            List.of(
                                Map.of(
                                    "name",
                                    "router",
                                    "typed_config",
                                    Map.of("@type", ROUTER)))))))));
  }

  private static Map<String, Object> log(String format) {
    return Map.of(
        "name",
        "log",
        "typed_config",
        Map.of(
            "@type",
            "type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog",
            "path",
            "/dev/null",
            "log_format",
            Map.of("text_format_source", Map.of("inline_string", format))));
  }

  private static Map<String, Object> routes(String name, String cluster) {
    return Map.of(
        "name",
        name,
        "virtual_hosts",
        List.of(
            Map.of(
                "name",
                "all",
                "domains",
                List.of("*"),
                "routes",
                List.of(
                    Map.of("match", Map.of("prefix", "/"), "route", Map.of("cluster", cluster))))));
  }

  private static Map<String, Object> address(String host, int port) {
    return Map.of("socket_address", Map.of("address", host, "port_value", port));
  }
}
