// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DELETE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.Operation.LIST_VIRTUAL_GATEWAYS;
import static dev.operators.appmesh.endpoint.Operation.TAG_RESOURCE;
import static dev.operators.appmesh.endpoint.Operation.UNTAG_RESOURCE;
import static dev.operators.appmesh.endpoint.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.ApiError;
import dev.operators.appmesh.endpoint.Call;
import dev.operators.appmesh.endpoint.Fault;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.MeshEndpoint;
import dev.operators.appmesh.fixture.Operators;
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
    try (var bench = new Bench("drift", "apps");
        var _ = Operators.sweeping(bench, INTERVAL)) {
      bench.create(Manifest.of(bench.namespace, "gw", "apps", 80));
      bench.awaitReady("gw");
      bench.endpoint.change("apps", "gw", 8080);
      bench.endpoint.forgetCalls();

      Awaitility.await()
          .atMost(INTERVAL.plusSeconds(5))
          .until(() -> Long.valueOf(3).equals(bench.status("gw").version()));

      assertThat(bench.endpoint.describe("apps", "gw").orElseThrow().spec().json())
          .contains(":80,");
      assertThat(bench.endpoint.calls())
          .extracting(Call::operation)
          .startsWith(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE, UPDATE_VIRTUAL_GATEWAY);
      bench.awaitEvents("gw", "Normal Created", "Normal DriftCorrected");
    }
  }

  @Test
  void makesAgainWhatWasDeleted() {
    try (var bench = new Bench("drift", "apps");
        var _ = Operators.sweeping(bench, INTERVAL)) {
      bench.create(Manifest.of(bench.namespace, "gw", "apps", 80));
      var first = bench.awaitReady("gw").getStatus().uid();
      delete(bench, "gw");

      Awaitility.await()
          .atMost(INTERVAL.plusSeconds(5))
          .until(() -> bench.endpoint.list("apps").size() == 1);

      Awaitility.await().until(() -> !Objects.equals(first, bench.status("gw").uid()));
    }
  }

  @Test
  void onlyReportsWhereThatIsThePolicy() {
    try (var bench = new Bench("drift", "apps");
        var _ = Operators.sweeping(bench, INTERVAL)) {
      bench.create(
          Manifest.with(
              Manifest.of(bench.namespace, "gw", "apps", 80),
              "management",
              Map.of("driftPolicy", "Report")));
      bench.awaitReady("gw");
      bench.endpoint.forgetCalls();
      bench.endpoint.change("apps", "gw", 8080);

      var drifted = awaitInTime(bench, it -> "Drifted".equals(reason(it)));

      assertThat(drifted.getStatus().drift())
          .singleElement()
          .hasToString("FieldDrift[actual=8080, desired=80, path=listeners[0].portMapping.port]");
      // The first call is ours.
      assertThat(bench.endpoint.calls())
          .extracting(Call::operation)
          .containsExactly(
              UPDATE_VIRTUAL_GATEWAY, DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
      bench.endpoint.forgetCalls();
      awaitTwoSweeps(bench);
      assertThat(bench.endpoint.calls()).as("a look is taken once").isEmpty();
      bench.endpoint.change("apps", "gw", 80);
      bench.awaitReason("gw", "InSync");

      delete(bench, "gw");
      bench.endpoint.forgetCalls();
      var gone = awaitInTime(bench, it -> "Drifted".equals(reason(it)));

      assertThat(Bench.condition(gone, "Ready").orElseThrow().reason()).isEqualTo("Absent");
      assertThat(bench.endpoint.list("apps")).as("nothing is made").isEmpty();
      assertThat(bench.endpoint.calls())
          .extracting(Call::operation)
          .containsExactly(DESCRIBE_VIRTUAL_GATEWAY);
    }
  }

  @Test
  void planShowsWhatOthersChangeMeanwhile() {
    try (var bench = new Bench("drift", "apps");
        var _ = Operators.sweeping(bench, INTERVAL)) {
      bench.create(Manifest.of(bench.namespace, "gw", "apps", 80));
      bench.awaitReady("gw");
      bench.edit(
          "gw",
          it ->
              Manifest.with(
                  Manifest.with(it, "management", Map.of("mode", "Plan")),
                  "listeners",
                  List.of(Manifest.listener(81))));
      bench.awaitReason("gw", "PlanOnly");
      bench.endpoint.change("apps", "gw", 8080);
      bench.endpoint.forgetCalls();

      var changed = awaitInTime(bench, it -> Long.valueOf(2).equals(it.getStatus().version()));

      assertThat(changed.getStatus().drift())
          .singleElement()
          .hasToString("FieldDrift[actual=8080, desired=81, path=listeners[0].portMapping.port]");
      awaitTwoSweeps(bench);
      assertThat(bench.endpoint.calls())
          .extracting(Call::operation)
          .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
      delete(bench, "gw");
      awaitInTime(
          bench, it -> Bench.condition(it, "Ready").orElseThrow().reason().equals("Absent"));
    }
  }

  /** Waits as long as a change made by others may go unnoticed. */
  private static VirtualGateway awaitInTime(Bench bench, Predicate<VirtualGateway> condition) {
    return Awaitility.await()
        .atMost(INTERVAL.plusSeconds(5))
        .until(() -> bench.get("gw"), condition);
  }

  private static String reason(VirtualGateway resource) {
    return Bench.synced(resource).map(Condition::reason).orElse("");
  }

  private static void awaitTwoSweeps(Bench bench) {
    int before = bench.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size();
    Awaitility.await("two more sweeps")
        .until(() -> bench.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size() >= before + 2);
  }

  private static void delete(Bench bench, String name) {
    bench
        .endpoint
        .client()
        .deleteVirtualGateway(it -> it.meshName("apps").virtualGatewayName(name));
  }

  @Test
  void survivesAServiceThatFails() {
    try (var bench = new Bench("drift", "apps");
        var _ = Operators.sweeping(bench, INTERVAL)) {
      bench.create(Manifest.of(bench.namespace, "gw", "apps", 80));
      bench.awaitReady("gw");
      var failing = new Fault.Fail(ApiError.serviceUnavailable());
      bench.endpoint.failing(LIST_VIRTUAL_GATEWAYS, failing);
      bench.endpoint.forgetCalls();
      Awaitility.await("a sweep has failed")
          .until(() -> bench.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size() >= 3);
      bench.endpoint.healthy();
      bench.endpoint.change("apps", "gw", 8080);

      Awaitility.await()
          .atMost(Bench.PATIENCE)
          .until(() -> Long.valueOf(3).equals(bench.status("gw").version()));
    }
  }

  @Test
  void restartOfAThousandInLineCostsTenCallsAndNoWrite() {
    try (var bench = new Bench("restart", "apps")) {
      try (var _ = bench.operator()) {
        createAThousand(bench);
        Awaitility.await().atMost(Bench.PATIENCE).until(() -> bench.eventsIn() == 1000);
      }
      bench.endpoint.forgetCalls();
      var writes = bench.allWrites();

      try (var _ = bench.operator()) {
        Awaitility.await("the first sweep")
            .atMost(Bench.PATIENCE)
            .until(() -> bench.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size() == 10);
        Awaitility.await("quiet")
            .during(Duration.ofSeconds(10))
            .atMost(Duration.ofSeconds(12))
            .until(() -> bench.endpoint.calls().isEmpty() && bench.allWrites() == writes);
        assertThat(bench.endpoint.calls(LIST_VIRTUAL_GATEWAYS)).hasSize(10);
      }
      bench.endpoint.forgetCalls();

      try (var _ = Operators.sweeping(bench, INTERVAL)) {
        Awaitility.await("a sweep")
            .until(() -> bench.endpoint.calls(LIST_VIRTUAL_GATEWAYS).size() >= 10);
        oneChangeAmongAThousandConcernsNobodyElse(bench);
      }
    }
  }

  private static void oneChangeAmongAThousandConcernsNobodyElse(Bench bench) {
    bench.endpoint.change("apps", "gw-500", 8080);
    var began = System.nanoTime();
    Awaitility.await("changed back")
        .atMost(INTERVAL.plusSeconds(5))
        .until(() -> Long.valueOf(3).equals(bench.status("gw-500").version()));
    var corrected = System.nanoTime();
    var first = bench.status("gw-700").uid();
    delete(bench, "gw-700");
    Awaitility.await("made again")
        .atMost(INTERVAL.plusSeconds(5))
        .until(() -> !Objects.equals(first, bench.status("gw-700").uid()));
    System.out.printf(
        "an update was undone in %.1f s, a deletion in %.1f s%n",
        (corrected - began) / 1e9, (System.nanoTime() - corrected) / 1e9);

    // The first call of each is ours.
    assertThat(bench.endpoint.callsAbout("apps", "gw-500"))
        .extracting(Call::operation)
        .containsExactly(
            UPDATE_VIRTUAL_GATEWAY,
            DESCRIBE_VIRTUAL_GATEWAY,
            LIST_TAGS_FOR_RESOURCE,
            UPDATE_VIRTUAL_GATEWAY);
    assertThat(bench.endpoint.callsAbout("apps", "gw-700"))
        .extracting(Call::operation)
        .containsExactly(DELETE_VIRTUAL_GATEWAY, DESCRIBE_VIRTUAL_GATEWAY, CREATE_VIRTUAL_GATEWAY);
    assertThat(bench.endpoint.calls()).as("of all gateways").hasSize(7);
  }

  private static void createAThousand(Bench bench) {
    IntStream.range(0, 1000)
        .parallel()
        .forEach(i -> bench.create(Manifest.of(bench.namespace, "gw-" + i, "apps", 80)));
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> bench.all().stream().filter(Bench::isReady).count() == 1000);
  }

  @Test
  void lostTagIsWrittenAgainWithinOneFullResync() {
    var resync = Duration.ofSeconds(6);
    try (var bench = new Bench("resync", "apps");
        var _ = Operators.resyncing(bench, resync)) {
      var tags = List.of(Map.of("key", "team", "value", "edge"));
      for (var name : List.of("one", "two", "three")) {
        bench.create(Manifest.with(Manifest.of(bench.namespace, name, "apps", 80), "tags", tags));
      }
      bench.awaitReady("one");
      bench.awaitReady("two");
      bench.awaitReady("three");
      bench.endpoint.forgetCalls();
      var arn = MeshEndpoint.arn("apps", "two");
      bench.endpoint.client().untagResource(it -> it.resourceArn(arn).tagKeys("team"));

      // A resync comes a tenth earlier or later.
      Awaitility.await("tagged again")
          .atMost(resync.multipliedBy(11).dividedBy(10).plusSeconds(5))
          .until(() -> !bench.endpoint.calls(TAG_RESOURCE).isEmpty());

      var cost =
          bench.endpoint.callsAbout("apps", "two").stream()
              .map(Call::operation)
              .dropWhile(operation -> operation != UNTAG_RESOURCE)
              .skip(1)
              .takeWhile(operation -> operation != TAG_RESOURCE)
              .toList();
      assertThat(cost)
          .as("before it is tagged")
          .hasSizeLessThanOrEqualTo(2)
          .isSubsetOf(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
      bench.awaitEvents("two", "Normal Created", "Normal DriftCorrected");
      assertThat(bench.endpoint.tags("apps", "two")).containsEntry("team", "edge");
      assertThat(bench.endpoint.calls())
          .extracting(Call::operation)
          .containsOnlyOnce(TAG_RESOURCE)
          .containsOnly(
              UNTAG_RESOURCE, DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE, TAG_RESOURCE);
    }
  }
}
