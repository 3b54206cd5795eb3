// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.model.Ordered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second hop: from virtual services by their routers to virtual nodes. What has no route is
 * answered with 404, what has a route but nobody to answer with 503.
 */
final class EgressRoutes {

  private static final String NO_ANSWER = "its requests are answered with ";

  /** App Mesh's default for a request. */
  private static final String TIMEOUT = "15s";

  private final MeshReader mesh;
  private final NodeClusters nodes;

  EgressRoutes(MeshReader mesh, NodeClusters nodes) {
    this.mesh = mesh;
    this.nodes = nodes;
  }

  /** Envoy's RouteConfiguration. */
  Map<String, Object> of(String name, Collection<Target> targets) {
    var routes = new ArrayList<Map<String, Object>>();
    targets.forEach(target -> routes.addAll(routes(target)));
    var all = map("name", "default_backend").with("domains", List.of("*")).with("routes", routes);
    return map("name", name)
        .with("virtual_hosts", List.of(all))
        .with("request_headers_to_remove", List.of(Target.HEADER));
  }

  private List<Map<String, Object>> routes(Target target) {
    var path = "virtualService/" + target.service();
    if (mesh.mesh().find(path).isEmpty()) {
      mesh.omit(path, "there is no such virtual service: " + NO_ANSWER + "404; create it");
      return List.of();
    }
    var provider = mesh.find(path, ServiceSpec.class).map(ServiceSpec::provider).orElse(null);
    if (provider != null && provider.virtualRouter() != null) {
      return routes(target, provider.virtualRouter().virtualRouterName());
    }
    if (provider != null && provider.virtualNode() != null) {
      var node = provider.virtualNode().virtualNodeName();
      var action = nodes.cluster(node, target.port()).map(it -> map("cluster", it));
      return List.of(
          map("match", map("prefix", "/").with("headers", List.of(target.matcher())))
              .withAll(action.map(EgressRoutes::byDefault).orElse(unavailable())));
    }
    mesh.omit(path, "it has no provider: " + NO_ANSWER + "404; name a router or a node");
    return List.of();
  }

  private List<Map<String, Object>> routes(Target target, String router) {
    var path = "virtualRouter/" + router;
    if (mesh.mesh().find(path).isEmpty()) {
      mesh.omit(path, "there is no such virtual router: " + NO_ANSWER + "404; create it");
      return List.of();
    }
    var spec = mesh.find(path, RouterSpec.class).orElse(null);
    if (spec == null) {
      return List.of();
    }
    if (!spec.has(target.port())) {
      mesh.omit(
          path,
          "it has no listener on port %d, which a gateway route names: %s404; add it"
              .formatted(target.port(), NO_ANSWER));
      return List.of();
    }
    return RankedRoute.trees(
        ServedRoute.in(path + "/route", mesh)
            .filter(it -> spec.matches(target.port(), it.rule().match().port()))
            .map(it -> ranked(it, target))
            .toList());
  }

  private RankedRoute ranked(ServedRoute route, Target target) {
    var path = PathMatch.of(route.isGrpc(), route.rule().match());
    var match = Matches.tree(path, route.isGrpc(), route.rule().match(), List.of(target.matcher()));
    return route.ranked(path, map("match", match).withAll(action(route)));
  }

  private Ordered action(ServedRoute route) {
    var targets = route.rule().action().weightedTargets();
    var weighted = targets.stream().flatMap(it -> weighted(it).stream()).toList();
    if (targets.size() == 1 && weighted.size() == 1) {
      return forwarding(map("cluster", weighted.getFirst().get("name")), route.rule());
    }
    if (weighted.stream().allMatch(it -> Objects.equals(it.get("weight"), 0L))) {
      mesh.omit(
          route.path(),
          "no target that can be reached has a weight: %s503; give one a weight"
              .formatted(NO_ANSWER));
      return unavailable();
    }
    return forwarding(map("weighted_clusters", map("clusters", weighted)), route.rule());
  }

  private Optional<Ordered> weighted(RouteSpec.WeightedTarget target) {
    return nodes
        .cluster(target.virtualNode(), target.port())
        .map(cluster -> map("name", cluster, "weight", target.weight()));
  }

  private static Ordered forwarding(Ordered clusters, RouteSpec.Rule rule) {
    var timeout = rule.timeout();
    var perRequest = timeout == null ? null : Span.text(timeout.perRequest());
    return route(
        clusters,
        perRequest == null ? TIMEOUT : perRequest,
        timeout == null ? null : Span.text(timeout.idle()),
        rule.retryPolicy());
  }

  private static Ordered byDefault(Ordered cluster) {
    return route(cluster, TIMEOUT, null, null);
  }

  private static Ordered route(
      Ordered clusters,
      String timeout,
      @Nullable String idle,
      RouteSpec.@Nullable RetryPolicy policy) {
    return map(
        "route",
        clusters
            .with("timeout", timeout)
            .with("idle_timeout", idle)
            .with("retry_policy", RetryPolicies.of(policy)));
  }

  private static Ordered unavailable() {
    return map("direct_response", map("status", 503));
  }
}
