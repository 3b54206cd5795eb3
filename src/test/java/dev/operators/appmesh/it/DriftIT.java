// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DELETE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_VIRTUAL_GATEWAYS;
import static dev.operators.appmesh.endpoint.protocol.Operation.TAG_RESOURCE;
import static dev.operators.appmesh.endpoint.protocol.Operation.UNTAG_RESOURCE;
import static dev.operators.appmesh.endpoint.protocol.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.EndpointGateways;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What others change behind our back is noticed, at a cost that is counted. */
class DriftIT {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  @Test
  void undoesAChangeWithinOneInterval() {
    try (var env = new TestEnvironment("drift", "apps");
        var _ = EmbeddedOperator.sweeping(env, INTERVAL)) {
      env.create(Manifest.of(env.namespace, "gw", "apps", 80));
      env.awaitReady("gw");
      env.endpoint.forgetCalls();
      env.gateways.change("apps", "gw", 8080);

      awaitInTime(env, "gw", it -> Long.valueOf(3).equals(it.getStatus().version()));

      // The first call is ours.
      assertThat(env.endpoint.calls())
          .extracting(Call::operation)
          .containsExactly(
              UPDATE_VIRTUAL_GATEWAY,
              DESCRIBE_VIRTUAL_GATEWAY,
              LIST_TAGS_FOR_RESOURCE,
              UPDATE_VIRTUAL_GATEWAY);
      assertThat(env.gateways.describe("apps", "gw").orElseThrow().spec().json()).contains(":80,");
      env.awaitEvents("gw", "Normal Created", "Normal DriftCorrected");
    }
  }

  @Test
  void recreatesADeletedGateway() {
    try (var env = new TestEnvironment("drift", "apps");
        var _ = EmbeddedOperator.sweeping(env, INTERVAL)) {
      env.create("gw", 80);
      var first = env.awaitReady("gw").getStatus().uid();
      delete(env, "gw");

      awaitInTime(env, "gw", it -> !Objects.equals(first, it.getStatus().uid()));

      assertThat(env.gateways.list("apps")).hasSize(1);
    }
  }

  @Test
  void reportPolicyOnlyReports() {
    try (var env = new TestEnvironment("drift", "apps");
        var _ = EmbeddedOperator.sweeping(env, INTERVAL)) {
      env.create(
          Manifest.with(env.gateway("gw", 80), "management", Map.of("driftPolicy", "Report")));
      env.awaitReady("gw");
      env.endpoint.forgetCalls();
      env.gateways.change("apps", "gw", 8080);

      var drifted = awaitInTime(env, "gw", it -> "Drifted".equals(reason(it)));

      assertThat(drifted.getStatus().drift())
          .singleElement()
          .hasToString("FieldDrift[actual=8080, desired=80, path=listeners[0].portMapping.port]");
      // The first call is ours.
      assertThat(env.endpoint.calls())
          .extracting(Call::operation)
          .containsExactly(
              UPDATE_VIRTUAL_GATEWAY, DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
      env.endpoint.forgetCalls();
      awaitTwoSweeps(env);
      assertThat(env.endpoint.calls()).as("a look is taken once").isEmpty();
      env.gateways.change("apps", "gw", 80);
      env.awaitReason("gw", "InSync");

      env.endpoint.forgetCalls();
      delete(env, "gw");
      var gone = awaitInTime(env, "gw", it -> "Drifted".equals(reason(it)));

      assertThat(TestEnvironment.condition(gone, "Ready").orElseThrow().reason())
          .isEqualTo("Absent");
      assertThat(env.gateways.list("apps")).as("nothing is made").isEmpty();
      assertThat(env.endpoint.calls())
          .extracting(Call::operation)
          .containsExactly(DELETE_VIRTUAL_GATEWAY, DESCRIBE_VIRTUAL_GATEWAY);
    }
  }

  @Test
  void planModeShowsTheChangesOfOthers() {
    try (var env = new TestEnvironment("drift", "apps");
        var _ = EmbeddedOperator.sweeping(env, INTERVAL)) {
      env.create("gw", 80);
      env.awaitReady("gw");
      env.edit(
          "gw",
          it ->
              Manifest.with(
                  Manifest.with(it, "management", Map.of("mode", "Plan")),
                  "listeners",
                  List.of(Manifest.listener(81))));
      env.awaitReason("gw", "PlanOnly");
      env.endpoint.forgetCalls();
      env.gateways.change("apps", "gw", 8080);

      var changed = awaitInTime(env, "gw", it -> Long.valueOf(2).equals(it.getStatus().version()));

      assertThat(changed.getStatus().drift())
          .singleElement()
          .hasToString("FieldDrift[actual=8080, desired=81, path=listeners[0].portMapping.port]");
      awaitTwoSweeps(env);
      assertThat(env.endpoint.calls())
          .extracting(Call::operation)
          .containsExactly(
              UPDATE_VIRTUAL_GATEWAY, DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
      delete(env, "gw");
      awaitInTime(
          env,
          "gw",
          it -> TestEnvironment.condition(it, "Ready").orElseThrow().reason().equals("Absent"));
    }
  }

  /** Waits no longer than a change made by others may go unnoticed. */
  private static VirtualGateway awaitInTime(
      TestEnvironment env, String name, Predicate<VirtualGateway> condition) {
    var stopwatch = Stopwatch.start();
    var found = env.await(name, condition);
    assertThat(stopwatch.unhindered()).isLessThan(INTERVAL.plusSeconds(5));
    return found;
  }

  private static String reason(VirtualGateway resource) {
    return TestEnvironment.synced(resource).map(Condition::reason).orElse("");
  }

  private static void awaitTwoSweeps(TestEnvironment env) {
    int before = env.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size();
    Awaitility.await("two more sweeps")
        .until(() -> env.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size() >= before + 2);
  }

  private static void delete(TestEnvironment env, String name) {
    env.endpoint.sdk.deleteVirtualGateway(it -> it.meshName("apps").virtualGatewayName(name));
  }

  @Test
  void driftIsCorrectedAfterSweepsThatFailed() {
    try (var env = new TestEnvironment("drift", "apps");
        var _ = EmbeddedOperator.sweeping(env, INTERVAL)) {
      env.create("gw", 80);
      env.awaitReady("gw");
      var failing = new Fault.Fail(ApiError.serviceUnavailable());
      env.endpoint.failing(LIST_VIRTUAL_GATEWAYS, failing);
      env.endpoint.forgetCalls();
      Awaitility.await("a sweep has failed")
          .until(() -> env.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size() >= 3);
      env.endpoint.healthy();
      env.gateways.change("apps", "gw", 8080);

      Awaitility.await()
          .atMost(TestEnvironment.PATIENCE)
          .until(() -> Long.valueOf(3).equals(env.status("gw").version()));
    }
  }

  @Test
  void restartOfAThousandUnchangedResourcesCostsTenCallsAndNoWrite() {
    try (var env = new TestEnvironment("restart", "apps")) {
      try (var _ = env.operator()) {
        createAThousand(env);
        Awaitility.await().atMost(TestEnvironment.PATIENCE).until(() -> env.eventsIn() == 1000);
      }
      env.endpoint.forgetCalls();
      var writes = env.allWrites();

      try (var _ = env.operator()) {
        Awaitility.await("the first sweep")
            .atMost(TestEnvironment.PATIENCE)
            .until(() -> env.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size() == 10);
        Awaitility.await("quiet")
            .during(Duration.ofSeconds(10))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> env.endpoint.calls().isEmpty() && env.allWrites() == writes);
        assertThat(env.endpoint.calls(LIST_VIRTUAL_GATEWAYS)).hasSize(10);
      }
      env.endpoint.forgetCalls();

      try (var _ = EmbeddedOperator.sweeping(env, INTERVAL)) {
        Awaitility.await("a sweep")
            .until(() -> env.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size() >= 10);
        oneChangeAmongAThousandConcernsNobodyElse(env);
      }
    }
  }

  private static void oneChangeAmongAThousandConcernsNobodyElse(TestEnvironment env) {
    env.gateways.change("apps", "gw-500", 8080);
    var began = System.nanoTime();
    awaitInTime(env, "gw-500", it -> Long.valueOf(3).equals(it.getStatus().version()));
    var corrected = System.nanoTime();
    var first = env.status("gw-700").uid();
    delete(env, "gw-700");
    awaitInTime(env, "gw-700", it -> !Objects.equals(first, it.getStatus().uid()));
    System.out.printf(
        "an update was undone in %.1f s, a deletion in %.1f s%n",
        (corrected - began) / 1e9, (System.nanoTime() - corrected) / 1e9);

    // The first call of each is ours.
    assertThat(env.gateways.callsAbout("apps", "gw-500"))
        .extracting(Call::operation)
        .containsExactly(
            UPDATE_VIRTUAL_GATEWAY,
            DESCRIBE_VIRTUAL_GATEWAY,
            LIST_TAGS_FOR_RESOURCE,
            UPDATE_VIRTUAL_GATEWAY);
    assertThat(env.gateways.callsAbout("apps", "gw-700"))
        .extracting(Call::operation)
        .containsExactly(DELETE_VIRTUAL_GATEWAY, DESCRIBE_VIRTUAL_GATEWAY, CREATE_VIRTUAL_GATEWAY);
    assertThat(env.endpoint.calls()).as("of all gateways").hasSize(7);
  }

  private static void createAThousand(TestEnvironment env) {
    IntStream.range(0, 1000).parallel().forEach(i -> env.create("gw-" + i, 80));
    Awaitility.await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> env.all().stream().filter(TestEnvironment::isReady).count() == 1000);
  }

  @Test
  void removedTagIsRestoredWithinOneFullResync() {
    var resync = Duration.ofSeconds(6);
    try (var env = new TestEnvironment("resync", "apps");
        var _ = EmbeddedOperator.resyncing(env, resync)) {
      var tags = List.of(Map.of("key", "team", "value", "edge"));
      for (var name : List.of("one", "two", "three")) {
        env.create(Manifest.with(env.gateway(name, 80), "tags", tags));
      }
      env.awaitReady("one");
      env.awaitReady("two");
      env.awaitReady("three");
      var arn = EndpointGateways.arn("apps", "two");
      env.endpoint.sdk.untagResource(it -> it.resourceArn(arn).tagKeys("team"));

      var stopwatch = Stopwatch.start();
      Awaitility.await("tagged again").until(() -> !env.endpoint.calls(TAG_RESOURCE).isEmpty());

      // A resync comes a tenth earlier or later.
      assertThat(stopwatch.unhindered())
          .isLessThan(resync.multipliedBy(11).dividedBy(10).plusSeconds(5));
      // Ours may have come at any moment of a resync.
      assertThat(env.gateways.callsAbout("apps", "two"))
          .extracting(Call::operation)
          .filteredOn(operation -> operation != UNTAG_RESOURCE)
          .containsSequence(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE, TAG_RESOURCE);
      env.awaitEvents("two", "Normal Created", "Normal DriftCorrected");
      assertThat(env.gateways.tags("apps", "two")).containsEntry("team", "edge");
      assertThat(env.endpoint.calls())
          .extracting(Call::operation)
          .containsOnlyOnce(TAG_RESOURCE)
          .containsOnly(
              CREATE_VIRTUAL_GATEWAY,
              UNTAG_RESOURCE,
              DESCRIBE_VIRTUAL_GATEWAY,
              LIST_TAGS_FOR_RESOURCE,
              TAG_RESOURCE);
    }
  }
}
