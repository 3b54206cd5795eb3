// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first hop: where the gateway routes of a listener lead. */
final class IngressRoutes {

  /** App Mesh's name of the virtual host for all hosts that no gateway route names. */
  private static final String ALL = "self_redirect";

  private IngressRoutes() {}

  /** The target of a gateway route, without which there is none. */
  static Optional<Target> target(ServedRoute route) {
    return Optional.ofNullable(route.rule().action().target())
        .map(it -> new Target(it.virtualService().virtualServiceName(), it.port()));
  }

  /**
   * Envoy's RouteConfiguration.
   *
   * @param name of it
   * @param routes the gateway routes of the listener
   * @param cluster the way to the second hop
   */
  static Map<String, Object> of(String name, List<ServedRoute> routes, String cluster) {
    SortedMap<String, List<RankedRoute>> byDomain = new TreeMap<>();
    byDomain.put("*", new ArrayList<>());
    for (var route : routes) {
      byDomain
          .computeIfAbsent(domain(route.rule().match().hostname()), _ -> new ArrayList<>())
          .addAll(ranked(route, cluster));
    }
    var hosts = new ArrayList<Map<String, Object>>();
    byDomain.forEach(
        (domain, ranked) ->
            hosts.add(
                map("name", domain.equals("*") ? ALL : ALL + "_" + domain)
                    .with("domains", List.of(domain))
                    .with("routes", RankedRoute.trees(ranked))));
    return map("name", name)
        .with("virtual_hosts", hosts)
        .with("ignore_port_in_host_matching", true);
  }

  /** Envoy compares hosts without regard to case, and takes each domain once. */
  private static String domain(RouteSpec.@Nullable ValueMatch hostname) {
    if (hostname != null && hostname.exact() != null) {
      return hostname.exact().toLowerCase(Locale.ROOT);
    }
    return hostname == null || hostname.suffix() == null
        ? "*"
        : "*" + hostname.suffix().toLowerCase(Locale.ROOT);
  }

  private static List<RankedRoute> ranked(ServedRoute route, String cluster) {
    return target(route).stream()
        .flatMap(
            target ->
                Rewrites.of(route.isGrpc(), route.rule(), target.service()).stream()
                    .map(it -> route.ranked(it.path(), tree(it, route, target, cluster))))
        .toList();
  }

  /** How long a request may take is up to the second hop. */
  private static Map<String, Object> tree(
      Rewrites rewrites, ServedRoute route, Target target, String cluster) {
    var match = Matches.tree(rewrites.path(), route.isGrpc(), route.rule().match(), List.of());
    return map("match", match)
        .with(
            "route",
            map("cluster", cluster)
                .withAll(rewrites.action())
                .with("timeout", "0s")
                .with("idle_timeout", "0s"))
        .with("request_headers_to_add", target.headersToAdd());
  }
}
