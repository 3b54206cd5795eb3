// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one gateway's Envoys get: a tree for each resource, by its name, as the JSON form of Envoy's
 * v3 messages, without {@code @type} at the top. The same mesh gives the same trees in the same
 * order.
 *
 * @param clusters of {@code envoy.config.cluster.v3.Cluster}
 * @param endpoints of {@code envoy.config.endpoint.v3.ClusterLoadAssignment}
 * @param secrets of {@code envoy.extensions.transport_sockets.tls.v3.Secret}: names of files, no
 *     keys
 * @param listeners of {@code envoy.config.listener.v3.Listener}
 * @param routes of {@code envoy.config.route.v3.RouteConfiguration}, the second hop first
 * @param omissions what cannot be served and was left out
 */
public record Configuration(
    SequencedMap<String, Map<String, Object>> clusters,
    SequencedMap<String, Map<String, Object>> endpoints,
    SequencedMap<String, Map<String, Object>> secrets,
    SequencedMap<String, Map<String, Object>> listeners,
    SequencedMap<String, Map<String, Object>> routes,
    List<Omission> omissions) {

  /**
   * A resource of the mesh, or a part of one, that is left out alone.
   *
   * @param resource such as {@code virtualNode/blue}
   * @param reason what cannot be served, and what to do, in a sentence
   */
  public record Omission(String resource, String reason) {}

  /** The clusters that a part of it names; where it does so is left to Envoy's API. */
  public Set<String> clustersIn(Object tree) {
    return texts(tree).filter(clusters::containsKey).collect(Collectors.toSet());
  }

  private static Stream<String> texts(Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> map.values().stream().flatMap(Configuration::texts);
      case Collection<?> list -> list.stream().flatMap(Configuration::texts);
      case String text -> Stream.of(text);
      default -> Stream.empty();
    };
  }
}
