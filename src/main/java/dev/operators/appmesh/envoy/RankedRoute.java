// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route of Envoy's, and what decides when it is tried: the priority, of which 0 comes first; then
 * the length of the path that it matches; then its name.
 *
 * @param priority null comes after all that have one
 * @param length in characters; longer ones come first
 * @param name of the gateway route or route
 * @param tree Envoy's route
 */
record RankedRoute(@Nullable Long priority, int length, String name, Map<String, Object> tree)
    implements Comparable<RankedRoute> {

  private static final Comparator<RankedRoute> ORDER =
      Comparator.comparingLong(RankedRoute::rank)
          .thenComparing(RankedRoute::length, Comparator.reverseOrder())
          .thenComparing(RankedRoute::name);

  /** Envoy's routes, in the order in which they are tried. */
  static List<Map<String, Object>> trees(List<RankedRoute> routes) {
    return routes.stream().sorted().map(RankedRoute::tree).toList();
  }

  private long rank() {
    return priority == null ? Long.MAX_VALUE : priority;
  }

  @Override
  public int compareTo(RankedRoute other) {
    return ORDER.compare(this, other);
  }
}
