// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.OperatorReplica;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two operators that share the resources of a cluster by their label {@code shard}. */
class ShardIT {

  private static final Pattern LEADS =
      Pattern.compile("leader_election_master_status\\{name=\"(?<name>[^\"]+)\"} 1\\.0");

  @Test
  void resourceMovesToAnotherShardWithoutACall() throws Exception {
    try (var env = new TestEnvironment("shard", "apps")) {
      var kubeconfig = env.cluster.operatorKubeconfig();
      try (var first = OperatorReplica.start(env, kubeconfig, "--watch-selector=shard=a");
          var second = OperatorReplica.start(env, kubeconfig, "--watch-selector=shard=b")) {
        first.process().awaitLeading();
        second.process().awaitLeading();
        var a = first.awaitReady();
        var b = second.awaitReady();
        assertThat(lease(a)).isNotEqualTo(lease(b));

        env.create(labelled(env.gateway("gw", 80), "a"));
        env.create(labelled(env.gateway("other", 80), "b"));
        var before = env.awaitReady("gw").getStatus();
        env.awaitReady("other");
        assertOwns(env, a, "gw");
        assertOwns(env, b, "other");

        env.endpoint.forgetCalls();
        var writes = env.writes();
        move(env, "gw", "b");
        assertOwns(env, b, "gw", "other");
        assertOwns(env, a);
        assertThat(custom(a)).isZero();
        assertThat(custom(b)).isEqualTo(2);
        // Once a later event is worked on, so is the one that told of the newcomer.
        env.changePort("other", 81);
        env.awaitReady("other");
        assertThat(env.gateways.callsAbout("apps", "gw")).isEmpty();
        assertThat(env.get("gw").getStatus()).isEqualTo(before);
        // The test's own two, and the status of the other.
        assertThat(env.writes() - writes).isEqualTo(3);

        env.changePort("gw", 82);
        assertThat(env.awaitReady("gw").getStatus().version()).isEqualTo(2);

        move(env, "gw", "nowhere");
        assertOwns(env, b, "other");
        env.endpoint.forgetCalls();
        env.changePort("gw", 83);
        env.delete("gw");
        env.changePort("other", 84);
        env.awaitReady("other");
        assertThat(env.gateways.callsAbout("apps", "gw")).isEmpty();
        assertThat(env.get("gw").isMarkedForDeletion()).isTrue();

        move(env, "gw", "a");
        env.awaitGone("gw");
        assertThat(env.gateways.describe("apps", "gw")).isEmpty();
        assertThat(env.endpoint.calls(Operation.DELETE_VIRTUAL_GATEWAY)).hasSize(1);
        assertThat(first.process().output()).doesNotContain("ERROR", "WARN");
        assertThat(second.process().output()).doesNotContain("ERROR", "WARN");
      }
    }
  }

  private static VirtualGateway labelled(VirtualGateway resource, String shard) {
    resource.getMetadata().setLabels(Map.of("shard", shard));
    return resource;
  }

  private static void move(TestEnvironment env, String name, String shard) {
    env.edit(name, it -> labelled(it, shard));
  }

  /** Waits until the operator tells of the conditions of these resources, and of no others. */
  private static void assertOwns(TestEnvironment env, URI management, String... names) {
    var own =
        Pattern.compile(
            "condition=\"Ready\",name=\"(?<name>[^\"]+)\",namespace=\"" + env.namespace + '"');
    Awaitility.await("resources of " + management)
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(own.matcher(metrics(management)).results().map(it -> it.group("name")))
                    .containsExactlyInAnyOrder(names));
  }

  private static String lease(URI management) throws Exception {
    var leads = LEADS.matcher(metrics(management));
    assertThat(leads.find()).isTrue();
    return leads.group("name");
  }

  /** What the framework counts. */
  private static int custom(URI management) throws Exception {
    return metrics(management)
        .lines()
        .filter(it -> it.startsWith("custom_resources{"))
        .mapToInt(it -> (int) Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String metrics(URI management) throws Exception {
    return OperatorProcess.get(management.resolve("/metrics")).body();
  }
}
