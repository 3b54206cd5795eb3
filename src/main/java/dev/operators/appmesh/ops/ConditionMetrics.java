// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Metrics of the conditions Ready and Synced of each resource, read from the statuses at each
 * scrape, so that deleted resources leave no series behind.
 *
 * @param resources supplies the current resources
 */
record ConditionMetrics(Supplier<Stream<VirtualGateway>> resources) implements Collector {

  private static final List<String> TYPES = List.of("Ready", "Synced");
  private static final String NAME = "appmesh_virtualgateway_status_condition";

  @Override
  public GaugeSnapshot collect() {
    var gauge =
        GaugeSnapshot.builder()
            .name(NAME)
            .help("1 for the current status and reason of each condition of each resource");
    resources.get().flatMap(ConditionMetrics::points).forEach(gauge::dataPoint);
    return gauge.build();
  }

  /** Only the first condition of each type, since a duplicate would make the scrape invalid. */
  private static Stream<GaugeDataPointSnapshot> points(VirtualGateway resource) {
    var all =
        Optional.ofNullable(resource.getStatus()).map(VirtualGatewayStatus::conditions).stream()
            .flatMap(List::stream)
            .filter(it -> Stream.of(it.type(), it.status(), it.reason()).allMatch(Objects::nonNull))
            .toList();
    return TYPES.stream()
        .flatMap(type -> all.stream().filter(it -> it.type().equals(type)).limit(1))
        .map(it -> point(resource, it));
  }

  private static GaugeDataPointSnapshot point(VirtualGateway resource, Condition condition) {
    return GaugeDataPointSnapshot.builder()
        .labels(
            Labels.of(
                "namespace", resource.getMetadata().getNamespace(),
                "name", resource.getMetadata().getName(),
                "condition", condition.type(),
                "status", condition.status(),
                "reason", condition.reason()))
        .value(1)
        .build();
  }
}
