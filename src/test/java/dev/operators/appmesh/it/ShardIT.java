// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.Operation;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.Replica;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two operators that share the resources of a cluster by their label {@code shard}. */
class ShardIT {

  private static final Pattern LEADS =
      Pattern.compile("leader_election_master_status\\{name=\"(?<name>[^\"]+)\"} 1\\.0");

  @Test
  void resourceChangesHandsWithoutACall() throws Exception {
    try (var bench = new Bench("shard", "apps")) {
      var kubeconfig = bench.cluster.operatorKubeconfig();
      try (var first = Replica.start(bench, kubeconfig, "--watch-selector=shard=a");
          var second = Replica.start(bench, kubeconfig, "--watch-selector=shard=b")) {
        first.process().awaitLeading();
        second.process().awaitLeading();
        var a = first.awaitReady();
        var b = second.awaitReady();
        assertThat(lease(a)).isNotEqualTo(lease(b));

        bench.create(labelled(Manifest.of(bench.namespace, "gw", "apps", 80), "a"));
        bench.create(labelled(Manifest.of(bench.namespace, "other", "apps", 80), "b"));
        var before = bench.awaitReady("gw").getStatus();
        bench.awaitReady("other");
        assertOwns(bench, a, "gw");
        assertOwns(bench, b, "other");

        bench.endpoint.forgetCalls();
        var writes = bench.writes();
        move(bench, "gw", "b");
        assertOwns(bench, b, "gw", "other");
        assertOwns(bench, a);
        assertThat(custom(a)).isZero();
        assertThat(custom(b)).isEqualTo(2);
        // Once a later event is worked on, so is the one that told of the newcomer.
        edit(bench, "other", 81);
        bench.awaitReady("other");
        assertThat(bench.endpoint.callsAbout("apps", "gw")).isEmpty();
        assertThat(bench.get("gw").getStatus()).isEqualTo(before);
        // The test's own two, and the status of the other.
        assertThat(bench.writes() - writes).isEqualTo(3);

        edit(bench, "gw", 82);
        assertThat(bench.awaitReady("gw").getStatus().version()).isEqualTo(2);

        move(bench, "gw", "nowhere");
        assertOwns(bench, b, "other");
        bench.endpoint.forgetCalls();
        edit(bench, "gw", 83);
        bench.delete("gw");
        edit(bench, "other", 84);
        bench.awaitReady("other");
        assertThat(bench.endpoint.callsAbout("apps", "gw")).isEmpty();
        assertThat(bench.get("gw").isMarkedForDeletion()).isTrue();

        move(bench, "gw", "a");
        bench.awaitGone("gw");
        assertThat(bench.endpoint.describe("apps", "gw")).isEmpty();
        assertThat(bench.endpoint.calls(Operation.DELETE_VIRTUAL_GATEWAY)).hasSize(1);
        assertThat(first.process().output()).doesNotContain("ERROR", "WARN");
        assertThat(second.process().output()).doesNotContain("ERROR", "WARN");
      }
    }
  }

  private static VirtualGateway labelled(VirtualGateway resource, String shard) {
    resource.getMetadata().setLabels(Map.of("shard", shard));
    return resource;
  }

  private static void move(Bench bench, String name, String shard) {
    bench.edit(name, it -> labelled(it, shard));
  }

  private static void edit(Bench bench, String name, int port) {
    bench.edit(name, it -> Manifest.with(it, "listeners", List.of(Manifest.listener(port))));
  }

  /** Waits until the operator tells of the conditions of these resources, and of no others. */
  private static void assertOwns(Bench bench, URI management, String... names) {
    var own =
        Pattern.compile(
            "condition=\"Ready\",name=\"(?<name>[^\"]+)\",namespace=\"" + bench.namespace + '"');
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
