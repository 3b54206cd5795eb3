// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import dev.operators.appmesh.envoy.Configuration;
import dev.operators.appmesh.envoy.LeftTargets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configurations of a gateway before the present one, for their {@link LeftTargets}. */
final class EarlierTargets {

  /** How long Envoy lets connections to a listener that is gone end, by default. */
  static final Duration KEPT = Duration.ofMinutes(10);

  /** Of a gateway that is changed without a pause, older ones are forgotten sooner. */
  private static final int MAX = 16;

  private final Deque<Earlier> all = new ArrayDeque<>();
  private @Nullable Configuration present;

  private record Earlier(Configuration configuration, Duration until) {}

  /** The next configuration, with what is left of those that were served before. */
  Configuration with(Configuration next, Duration now) {
    all.removeIf(it -> it.until().compareTo(now) <= 0);
    if (present != null && !present.equals(next)) {
      all.addFirst(new Earlier(present, now.plus(KEPT)));
    }
    var longer = next;
    for (var it : List.copyOf(all)) {
      var more = LeftTargets.added(longer, it.configuration());
      if (more.isEmpty() || (all.size() > MAX && it.equals(all.getLast()))) {
        all.remove(it);
      }
      longer = more.orElse(longer);
    }
    return longer;
  }

  /** The configuration is served. */
  void served(Configuration configuration) {
    present = configuration;
  }

  /** An Envoy has rejected something, which must not come again with what follows. */
  void forget() {
    all.clear();
    present = null;
  }

  /** Whether something is left that is to go now. */
  boolean isOver(Duration now) {
    return all.stream().anyMatch(it -> it.until().compareTo(now) <= 0);
  }
}
