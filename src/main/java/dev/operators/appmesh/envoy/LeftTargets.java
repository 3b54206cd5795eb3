// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the second hop to targets that the first hop does not have any more. Requests that
 * were on their way from one to the other, and connections to listeners that are gone and which
 * Envoy lets end, still name them.
 */
public final class LeftTargets {

  private LeftTargets() {}

  /** The configuration with those of an earlier one; empty if there are none. */
  public static Optional<Configuration> added(Configuration now, Configuration earlier) {
    var left = new LinkedHashMap<String, List<Map<?, ?>>>();
    now.routes()
        .forEach(
            (name, routes) -> {
              var others = left(routes, earlier.routes().getOrDefault(name, Map.of()));
              if (!others.isEmpty()) {
                left.put(name, others);
              }
            });
    if (left.isEmpty()) {
      return Optional.empty();
    }
    var routes = new TreeMap<>(now.routes());
    left.forEach((name, others) -> routes.compute(name, (_, tree) -> longer(tree, others)));
    var needed = new TreeMap<>(earlier.clusters());
    needed.keySet().retainAll(earlier.clustersIn(left));
    return Optional.of(
        new Configuration(
            both(now.clusters(), needed),
            both(now.endpoints(), earlier.endpoints()),
            both(now.secrets(), earlier.secrets()),
            now.listeners(),
            Collections.unmodifiableSortedMap(routes),
            now.omissions()));
  }

  private static List<Map<?, ?>> left(Map<?, ?> now, Map<?, ?> earlier) {
    var targets = routes(now).flatMap(LeftTargets::target).collect(Collectors.toSet());
    return routes(earlier)
        .filter(route -> target(route).anyMatch(it -> !targets.contains(it)))
        .toList();
  }

  private static Map<String, Object> longer(Map<String, Object> tree, List<Map<?, ?>> others) {
    var host = new LinkedHashMap<Object, Object>(host(tree).findFirst().orElseThrow());
    var all = new ArrayList<Object>(routes(tree).toList());
    all.addAll(others);
    host.put("routes", all);
    var longer = new LinkedHashMap<>(tree);
    longer.put("virtual_hosts", List.of(host));
    return longer;
  }

  private static Stream<Map<?, ?>> routes(Map<?, ?> tree) {
    return host(tree).flatMap(host -> maps(host.get("routes")));
  }

  /** The second hop has one virtual host. */
  private static Stream<Map<?, ?>> host(Map<?, ?> tree) {
    return maps(tree.get("virtual_hosts")).limit(1);
  }

  private static Stream<Object> target(Map<?, ?> route) {
    return route.get("match") instanceof Map<?, ?> match
        ? maps(match.get("headers"))
            .filter(it -> Target.HEADER.equals(it.get("name")))
            .map(it -> (Object) String.valueOf(it.get("string_match")))
        : Stream.empty();
  }

  private static Stream<Map<?, ?>> maps(@Nullable Object list) {
    return list instanceof List<?> items
        ? items.stream()
            .<Map<?, ?>>mapMulti(
                (it, to) -> {
                  if (it instanceof Map<?, ?> map) {
                    to.accept(map);
                  }
                })
        : Stream.empty();
  }

  private static SequencedMap<String, Map<String, Object>> both(
      SequencedMap<String, Map<String, Object>> now, Map<String, Map<String, Object>> earlier) {
    var both = new TreeMap<>(earlier);
    both.putAll(now);
    return Collections.unmodifiableSortedMap(both);
  }
}
