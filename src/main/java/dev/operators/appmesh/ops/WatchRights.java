// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.reconcile.watch.Background;
import dev.operators.appmesh.reconcile.watch.PeriodicTask;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again and again whether the operator may list and watch what it watches, and says where not:
 * the client repeats a watch that is refused in silence. Where the API server gives no answer, the
 * last one stands.
 */
final class WatchRights implements Background, Collector {

  /** How often it asks; the cost is two reviews for each watch. */
  static final Duration INTERVAL = Duration.ofSeconds(30);

  /** The least time between two lines of the log about the same watch. */
  static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(WatchRights.class);
  private static final String NAME = "appmesh_watch_allowed";

  private record Line(List<String> missing, Instant at) {}

  private final Function<WatchedKind, List<String>> reviews;
  private final InstantSource clock;
  private final PeriodicTask asking =
      new PeriodicTask("watch-rights", this::look, Duration.ZERO, () -> INTERVAL);
  private final Map<WatchedKind, Line> lines = new HashMap<>();
  private volatile Map<WatchedKind, List<String>> missing;
  private volatile Consumer<Set<String>> allowed = _ -> {};

  /**
   * @param watched in the order in which they are reported; taken for allowed until asked for
   * @param reviews answers the verbs that are missing for a watch
   */
  WatchRights(
      Collection<WatchedKind> watched,
      Function<WatchedKind, List<String>> reviews,
      InstantSource clock) {
    this.reviews = reviews;
    this.clock = clock;
    var all = new LinkedHashMap<WatchedKind, List<String>>();
    watched.forEach(it -> all.put(it, List.of()));
    missing = all;
  }

  /**
   * Has {@code consumer} called after each look, with the namespaces in which the operator may
   * watch.
   */
  void tell(Consumer<Set<String>> consumer) {
    allowed = consumer;
  }

  @Override
  public void start() {
    asking.start();
  }

  @Override
  public void stop() {
    asking.stop();
  }

  /** Asks for each watch. */
  void look() {
    var now = new LinkedHashMap<WatchedKind, List<String>>();
    missing.forEach((watched, before) -> now.put(watched, ask(watched, before)));
    now.forEach(this::sayChange);
    missing = now;
    allowed.accept(
        now.keySet().stream()
            .filter(it -> now.getOrDefault(it, List.of()).isEmpty())
            .flatMap(it -> Stream.ofNullable(it.namespace()))
            .collect(Collectors.toSet()));
  }

  private List<String> ask(WatchedKind watched, List<String> before) {
    try {
      return reviews.apply(watched);
    } catch (KubernetesClientException e) {
      log.debug("no answer whether the operator may watch {}", watched, e);
      return before;
    }
  }

  /** One line for each change, and where it comes and goes, the last one of a minute. */
  private void sayChange(WatchedKind watched, List<String> verbs) {
    var last = lines.getOrDefault(watched, new Line(List.of(), Instant.EPOCH));
    var now = clock.instant();
    if (verbs.equals(last.missing()) || now.isBefore(last.at().plus(BETWEEN_LINES))) {
      return;
    }
    lines.put(watched, new Line(verbs, now));
    if (verbs.isEmpty()) {
      log.info("the operator may list and watch {} again", watched);
    } else {
      log.warn("{}", words(watched, verbs));
    }
  }

  private static String words(WatchedKind watched, List<String> verbs) {
    return "the operator may not %s %s, so it does not see them change: grant it as the chart does"
        .formatted(String.join(" and ", verbs), watched);
  }

  /** What the operator may not watch, and what helps; empty if it may watch all. */
  List<String> problems() {
    return missing.entrySet().stream()
        .filter(it -> !it.getValue().isEmpty())
        .map(it -> words(it.getKey(), it.getValue()))
        .toList();
  }

  /** Whether the operator may watch a type nowhere. */
  boolean isBlindFor(Class<? extends HasMetadata> type) {
    var now = missing;
    return now.keySet().stream()
        .filter(it -> it.type().equals(type))
        .noneMatch(it -> now.getOrDefault(it, List.of()).isEmpty());
  }

  @Override
  public GaugeSnapshot collect() {
    var gauge =
        GaugeSnapshot.builder()
            .name(NAME)
            .help("1 if the operator may list and watch the resources, else 0");
    missing.forEach((watched, verbs) -> gauge.dataPoint(point(watched, verbs.isEmpty())));
    return gauge.build();
  }

  private static GaugeDataPointSnapshot point(WatchedKind watched, boolean allowed) {
    return GaugeDataPointSnapshot.builder()
        .labels(
            Labels.of(
                "kind",
                HasMetadata.getKind(watched.type()),
                "namespace",
                Objects.requireNonNullElse(watched.namespace(), "")))
        .value(allowed ? 1 : 0)
        .build();
  }
}
