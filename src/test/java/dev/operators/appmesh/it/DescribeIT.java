// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.EndpointGateways;
import dev.operators.appmesh.fixture.TestEnvironment;
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
  void eventsTellOfCreationDriftCorrectionAndBlockedDeletion() {
    try (var env = new TestEnvironment("story", "apps");
        var operator = EmbeddedOperator.sweeping(env, Duration.ofSeconds(2))) {
      assertThat(operator.management()).isNotNull();
      env.create("edge", 80);
      env.awaitReady("edge");

      assertThat(describe(env)).contains(EndpointGateways.arn("apps", "edge"), "ACTIVE");
      assertThat(conditions(describe(env)))
          .containsExactly("Ready True Available", "Synced True InSync");

      env.gateways.change("apps", "edge", 8080);
      env.awaitEvents("edge", "Normal Created", "Normal DriftCorrected");
      env.gateways.makeRoute("apps", "edge", "search");
      env.delete("edge");
      env.awaitReason("edge", "DeletionBlocked");
      env.awaitEvents("edge", "Normal Created", "Normal DriftCorrected", "Warning DeletionBlocked");

      var described = describe(env);
      assertThat(conditions(described)).contains("Synced False DeletionBlocked");
      assertThat(events(described))
          .containsExactlyInAnyOrder(
              "Normal Created appmesh-gateway-operator Created "
                  + EndpointGateways.arn("apps", "edge"),
              "Normal DriftCorrected appmesh-gateway-operator Changed back to version 3: "
                  + "listeners[0].portMapping.port",
              "Warning DeletionBlocked appmesh-gateway-operator " + message(env));
      assertThat(message(env)).contains("search");
      // What happened within one second may be in any order.
      var times = times(env);
      assertThat(events(described).stream().map(line -> times.get(line.split(" ")[1]))).isSorted();
    }
  }

  private static String describe(TestEnvironment env) {
    return env.cluster.kubectl().run("describe", "vgw", "edge", "-n", env.namespace).orThrow();
  }

  private static String message(TestEnvironment env) {
    return TestEnvironment.synced(env.get("edge")).orElseThrow().message();
  }

  private static List<String> events(String described) {
    return EVENT
        .matcher(described)
        .results()
        .map(it -> String.join(" ", it.group(1), it.group(2), it.group(3), it.group(4)))
        .toList();
  }

  /** When each Event was, by its reason. */
  private static Map<String, String> times(TestEnvironment env) {
    return env.client().v1().events().inNamespace(env.namespace).list().getItems().stream()
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
