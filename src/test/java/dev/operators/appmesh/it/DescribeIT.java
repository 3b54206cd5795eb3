// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.MeshEndpoint;
import dev.operators.appmesh.fixture.Operators;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What somebody reads who asks kubectl what happened to a resource. */
class DescribeIT {

  /** A line of kubectl's table of Events: type, reason, age, from, message. */
  private static final Pattern EVENT =
      Pattern.compile(
          "(?m)^ +(Normal|Warning) +(\\w+) +\\S+(?: \\(x\\d+ over \\S+\\))? +(\\S+) +(.+)$");

  @Test
  void tellsOfCreationDriftCorrectionAndBlockedDeletion() {
    try (var bench = new Bench("story", "apps");
        var operator = Operators.sweeping(bench, Duration.ofSeconds(2))) {
      assertThat(operator.management()).isNotNull();
      bench.create(Manifest.of(bench.namespace, "edge", "apps", 80));
      bench.awaitReady("edge");

      assertThat(describe(bench)).contains(MeshEndpoint.arn("apps", "edge"), "ACTIVE");
      assertThat(conditions(describe(bench)))
          .containsExactly("Ready True Available", "Synced True InSync");

      bench.endpoint.change("apps", "edge", 8080);
      bench.awaitEvents("edge", "Normal Created", "Normal DriftCorrected");
      bench.endpoint.makeRoute("apps", "edge", "search");
      bench.delete("edge");
      bench.awaitReason("edge", "DeletionBlocked");
      bench.awaitEvents(
          "edge", "Normal Created", "Normal DriftCorrected", "Warning DeletionBlocked");

      var described = describe(bench);
      assertThat(conditions(described)).contains("Synced False DeletionBlocked");
      assertThat(events(described))
          .containsExactlyInAnyOrder(
              "Normal Created appmesh-gateway-operator Created " + MeshEndpoint.arn("apps", "edge"),
              "Normal DriftCorrected appmesh-gateway-operator Changed back to version 3: "
                  + "listeners[0].portMapping.port",
              "Warning DeletionBlocked appmesh-gateway-operator " + message(bench));
      assertThat(message(bench)).contains("search");
      // What happened within one second may be in any order.
      var times = times(bench);
      assertThat(events(described).stream().map(line -> times.get(line.split(" ")[1]))).isSorted();
    }
  }

  private static String describe(Bench bench) {
    return bench.cluster.kubectl().run("describe", "vgw", "edge", "-n", bench.namespace).orThrow();
  }

  private static String message(Bench bench) {
    return Bench.synced(bench.get("edge")).orElseThrow().message();
  }

  private static List<String> events(String described) {
    return EVENT
        .matcher(described)
        .results()
        .map(it -> String.join(" ", it.group(1), it.group(2), it.group(3), it.group(4)))
        .toList();
  }

  /** When each Event was, by its reason. */
  private static Map<String, String> times(Bench bench) {
    return bench.client().v1().events().inNamespace(bench.namespace).list().getItems().stream()
        .collect(Collectors.toMap(Event::getReason, Event::getLastTimestamp));
  }

  /** Type, status and reason of each, sorted. */
  private static List<String> conditions(String described) {
    return Pattern.compile("Reason: +(\\w+)\\s+Status: +(\\w+)\\s+Type: +(\\w+)")
        .matcher(described)
        .results()
        .map(it -> String.join(" ", it.group(3), it.group(2), it.group(1)))
        .sorted()
        .toList();
  }
}
