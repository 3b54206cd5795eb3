// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which clusters an Envoy has, as far as it can be told from what it was sent and what it said. */
final class KnownClusters {

  /** Envoy cuts off the words of long rejections, and says so. */
  private static final String CUT_OFF = "(truncated)";

  /** What the Envoy has after the last response that it has answered. */
  private final Map<String, Message> has = new LinkedHashMap<>();

  private final Deque<Unanswered> unanswered = new ArrayDeque<>();

  /** What it may have from another stream, until an answer on this one shows it. */
  private final Map<String, Message> possible = new LinkedHashMap<>();

  /** What it was sent last, without what it rejected. */
  private final Map<String, Message> offered = new HashMap<>();

  private record Unanswered(Sent response, Duration since) {
    private Set<String> names() {
      return response.resources().keySet();
    }
  }

  /** It has the first from another stream, and may have the others. */
  void resume(Map<String, Message> certain, Map<String, Message> others) {
    has.putAll(certain);
    possible.putAll(others);
  }

  /** It is sent this. */
  void sent(Sent response, Duration now) {
    unanswered.add(new Unanswered(response, now));
    offered.clear();
    offered.putAll(response.resources());
  }

  /**
   * It has answered this. Of a response that it rejects it takes what is good.
   *
   * @param words why it rejects the response, which name the bad clusters; null if it accepts it
   */
  void answered(Sent response, @Nullable String words) {
    while (!unanswered.isEmpty()) {
      var first = unanswered.removeFirst();
      has.keySet().retainAll(first.names());
      if (first.response().equals(response)) {
        break;
      }
    }
    var good = new LinkedHashMap<>(response.resources());
    if (words != null) {
      good.keySet().removeIf(name -> names(words, name));
      if (good.size() == response.resources().size() || words.contains(CUT_OFF)) {
        good.clear();
      }
      response
          .resources()
          .forEach(
              (name, message) -> {
                if (!good.containsKey(name)) {
                  offered.remove(name, message);
                }
              });
    }
    has.putAll(good);
    possible.keySet().retainAll(response.resources().keySet());
    possible.keySet().removeAll(good.keySet());
  }

  /** Whether the words have the name as a whole, not as a part of another one. */
  private static boolean names(String words, String name) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w.-])")
        .matcher(words)
        .find();
  }

  /** What it has after the last response that it has answered. */
  Map<String, Message> certain() {
    return new LinkedHashMap<>(has);
  }

  /** Those that it has or may have, as it was sent them last. */
  Map<String, Message> all() {
    var all = new LinkedHashMap<>(possible);
    unanswered.forEach(it -> all.putAll(it.response().resources()));
    all.putAll(has);
    all.replaceAll(offered::getOrDefault);
    return all;
  }

  /**
   * Whether it has all of these when it gets the next response.
   *
   * @param patience after this time without an answer, it counts as having what it was sent
   */
  boolean hasAll(Collection<String> names, Duration patience, Duration now) {
    var then = new HashSet<>(has.keySet());
    for (var it : unanswered) {
      then.retainAll(it.names());
      if (it.since().plus(patience).compareTo(now) <= 0) {
        then.addAll(it.names());
      }
    }
    return then.containsAll(names);
  }

  /** Whether it may still accept one of these. */
  boolean awaitsAny(Collection<String> names) {
    return unanswered.stream().anyMatch(it -> names.stream().anyMatch(it.names()::contains));
  }

  /** When it counts as having more, if it does not answer until then. */
  Optional<Duration> nextTrusted(Duration patience, Duration now) {
    return unanswered.stream()
        .map(it -> it.since().plus(patience))
        .filter(time -> time.compareTo(now) > 0)
        .min(Duration::compareTo);
  }
}
