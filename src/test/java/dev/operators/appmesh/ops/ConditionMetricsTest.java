// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionMetricsTest {

  static Stream<Arguments> showsReadyAndSynced() {
    return Stream.of(
        Arguments.of("kind: VirtualGateway", List.of()),
        Arguments.of("status: {}", List.of()),
        Arguments.of(
            "status: {conditions: [{type: Ready, status: 'True', reason: R}, {type: Synced, status:"
                + " 'False', reason: R}]}",
            List.of("Ready=True", "Synced=False")),
        Arguments.of(
            "status: {conditions: [{type: Stalled, status: 'True', reason: R}, {type: Ready,"
                + " status: Unknown, reason: R}]}",
            List.of("Ready=Unknown")),
        // No scrape may fail of these.
        Arguments.of(
            "status: {conditions: [{type: Ready}, {status: 'True'}, {type: Synced, status:"
                + " 'True'}]}",
            List.of()),
        Arguments.of(
            "status: {conditions: [{type: Ready, status: 'True', reason: R}, {type: Ready, status:"
                + " 'True', reason: R}]}",
            List.of("Ready=True")));
  }

  @ParameterizedTest
  @MethodSource
  void showsReadyAndSynced(String manifest, List<String> conditions) {
    var resource = new KubernetesSerialization().unmarshal(manifest, VirtualGateway.class);
    resource.getMetadata().setNamespace("shop");
    resource.getMetadata().setName("ingress");

    var points = new ConditionMetrics(() -> Stream.of(resource)).collect().getDataPoints();

    assertThat(points)
        .allSatisfy(
            point -> {
              assertThat(point.getValue()).isEqualTo(1);
              assertThat(point.getLabels().get("namespace")).isEqualTo("shop");
              assertThat(point.getLabels().get("name")).isEqualTo("ingress");
            })
        .extracting(it -> it.getLabels().get("condition") + "=" + it.getLabels().get("status"))
        .containsExactlyInAnyOrderElementsOf(conditions);
  }
}
