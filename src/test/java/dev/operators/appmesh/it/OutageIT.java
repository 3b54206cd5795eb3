// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.TcpProxy;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** An endpoint at which nobody answers any more, and what comes after. */
class OutageIT {

  private static final int RESOURCES = 300;
  private static final int EDITED = 50;
  private static final Duration OUTAGE = Duration.ofMinutes(3);
  private static final Duration RETIRED_AFTER = Duration.ofSeconds(30);
  private static final double PROBE_MILLIS = 10_000;

  @Test
  void everyResourceReportsTheOutageOnceAndOneProbeFindsItsEnd() throws Exception {
    try (var env = new TestEnvironment("outage", "apps");
        var proxy = new TcpProxy(env.endpoint.uri());
        var operator = EmbeddedOperator.retiring(env, proxy.uri(), RETIRED_AFTER)) {
      IntStream.range(0, RESOURCES)
          .parallel()
          .forEach(i -> env.create(Manifest.of(env.namespace, name(i), "apps", 80)));
      within(TestEnvironment.PATIENCE.multipliedBy(2)).until(() -> ready(env) == RESOURCES);
      var writes = statusWrites(env);

      proxy.refuse();
      var shut = Instant.now();
      edit(env, 0, EDITED / 2);
      within(TestEnvironment.PATIENCE).until(() -> told(env) >= EDITED / 2);
      var opened = Instant.now();
      var attempts = unanswered(operator);
      within(RETIRED_AFTER.plus(TestEnvironment.PATIENCE)).until(() -> told(env) == RESOURCES);
      var toldAfter = Duration.between(shut, Instant.now());
      edit(env, EDITED / 2, EDITED);
      Awaitility.await("the outage lasts")
          .atMost(OUTAGE.plus(TestEnvironment.PATIENCE))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> Duration.between(shut, Instant.now()).compareTo(OUTAGE) >= 0);

      var down = statusWrites(env) - writes;
      var probes = unanswered(operator) - attempts;
      var probed = Duration.between(opened, Instant.now());
      env.endpoint.forgetCalls();
      proxy.accept();
      var back = Stopwatch.start();
      within(TestEnvironment.PATIENCE).until(() -> ready(env) == RESOURCES);
      var recovered = back.elapsed();
      var unhindered = back.unhindered();
      var up = statusWrites(env) - writes - down;
      var calls = env.endpoint.calls();

      System.out.printf(
          "%d resources, %d of them edited, endpoint gone for %d s: all told after %d s with %.0f"
              + " status writes; %.0f probes in %d s; all in line %.1f s after its return, with"
              + " %.0f status writes, %d reads and %d updates%n",
          RESOURCES,
          EDITED,
          OUTAGE.toSeconds(),
          toldAfter.toSeconds(),
          down,
          probes,
          probed.toSeconds(),
          recovered.toMillis() / 1e3,
          up,
          calls.stream().filter(it -> !isUpdate(it)).count(),
          calls.stream().filter(OutageIT::isUpdate).count());
      // Whose call was cut with its connection says so first, before it finds nobody.
      var cut = cutCalls(env);
      assertThat(cut).isBetween(0, EDITED / 2);
      assertThat(down).isEqualTo(RESOURCES + cut);
      assertThat(probes).isBetween(1.0, 1 + probed.toMillis() / PROBE_MILLIS);
      assertThat(unhindered).isLessThan(Duration.ofSeconds(30));
      assertThat(up).isEqualTo(RESOURCES);
      assertThat(calls.stream().filter(OutageIT::isUpdate)).hasSize(EDITED);
      assertThat(env.gateways.describe("apps", name(EDITED - 1)).orElseThrow().spec().json())
          .contains(":81,");
    }
  }

  @Test
  void deletionDuringAnOutageWaitsUntilTheGatewayMayBeRetained() {
    try (var env = new TestEnvironment("orphan", "apps");
        var proxy = new TcpProxy(env.endpoint.uri());
        var _ = EmbeddedOperator.retiring(env, proxy.uri(), Duration.ofSeconds(3))) {
      env.create("waits", 80);
      env.create("forced", 80);
      env.create(
          Manifest.with(env.gateway("kept", 80), "management", Map.of("deletionPolicy", "Retain")));
      List.of("waits", "forced", "kept").forEach(env::awaitReady);
      proxy.refuse();

      env.delete("kept");
      env.awaitGone("kept");
      env.delete("forced");
      // It may have said before that nobody answers, as all do after a while.
      env.await(
          "forced",
          it ->
              TestEnvironment.synced(it)
                  .map(Condition::message)
                  .filter(message -> message.contains("deletionPolicy to Retain"))
                  .filter(message -> message.contains("force-orphan"))
                  .isPresent());
      env.delete("waits");
      env.edit("forced", OutageIT::forceOrphan);
      env.awaitGone("forced");

      env.awaitReason("waits", "ServiceUnavailable");
      env.awaitEvents("forced", "Normal Created", "Warning ServiceUnavailable", "Normal Released");
      assertThat(env.gateways.describe("apps", "forced")).isPresent();
      proxy.accept();
      env.awaitGone("waits");
      assertThat(env.gateways.list("apps")).hasSize(2);
    }
  }

  private static VirtualGateway forceOrphan(VirtualGateway resource) {
    resource.getMetadata().setAnnotations(Map.of("appmesh.operators.dev/force-orphan", "true"));
    return resource;
  }

  private static void edit(TestEnvironment env, int from, int to) {
    IntStream.range(from, to).parallel().forEach(i -> env.changePort(name(i), 81));
  }

  private static String name(int i) {
    return "gw-" + i;
  }

  private static ConditionFactory within(Duration time) {
    return Awaitility.await().atMost(time).pollInterval(Duration.ofMillis(250));
  }

  private static long ready(TestEnvironment env) {
    return env.all().stream().filter(TestEnvironment::isReady).count();
  }

  private static long told(TestEnvironment env) {
    return env.all().stream()
        .flatMap(it -> TestEnvironment.synced(it).stream())
        .filter(it -> it.reason().equals("ServiceUnavailable"))
        .count();
  }

  private static double statusWrites(TestEnvironment env) {
    return env.cluster.requests("PATCH|APPLY|PUT", "virtualgateways", "status");
  }

  /** Resources that an edit had call App Mesh by a connection that was ended already. */
  private static int cutCalls(TestEnvironment env) {
    return (int)
        env.client().v1().events().inNamespace(env.namespace).list().getItems().stream()
            .filter(it -> it.getReason().equals("ServiceError"))
            .filter(it -> it.getMessage().contains("the connection ended before an answer came"))
            .count();
  }

  /** Requests to App Mesh that nobody has answered. */
  private static double unanswered(EmbeddedOperator operator)
      throws IOException, InterruptedException {
    return OperatorProcess.get(operator.management().resolve("/metrics"))
        .body()
        .lines()
        .filter(it -> it.startsWith("aws_api_requests_total{") && it.contains("code=\"0\""))
        .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static boolean isUpdate(Call call) {
    return call.operation() == Operation.UPDATE_VIRTUAL_GATEWAY;
  }
}
