// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Stopwatch;
import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.SecondAccount;
import dev.operators.appmesh.fixture.SilentEndpoint;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.ops.OperatorApp;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Connections and namespaces that must not wait for others. */
class FairnessIT {

  private static final int SILENT = 1_000;

  /** The operator's {@code --max-concurrent-reconciles}. */
  private static final int SLOTS = 64;

  private static final int MANY = 2_000;

  /** Creations per second, so that those of {@link #MANY} resources take 100 s. */
  private static final int WRITE_RATE = 20;

  private static final int CREATIONS = 10;

  /** What is quicker than this is as quick as the test looks, ten times every 50 ms. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Lists of thousands of resources cost time that is measured. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Test
  void silentConnectionHoldsUpNoOther() {
    try (var env = new TestEnvironment("silent", "apps");
        var silent = new SilentEndpoint();
        var second = SecondAccount.of(env, "eu", "eu-secret");
        var _ = env.operator()) {
      second.connect(Map.of("endpointUrl", silent.uri().toString()));
      createOneByOne(env, "first");
      var alone = createOneByOne(env, "alone");

      IntStream.range(0, SILENT)
          .parallel()
          .forEach(i -> env.create(connected(second, env.gateway("silent-" + i, 80))));
      Awaitility.await("all have begun")
          .pollInterval(LOOK)
          .until(
              () -> env.all().stream().filter(it -> isSilent(it) && begun(it)).count() == SILENT);
      Awaitility.await("all slots are taken").until(() -> silent.connections() >= SLOTS);
      var beside = createOneByOne(env, "beside");

      Awaitility.await("that is an outage")
          .pollInterval(LOOK)
          .until(() -> env.all().stream().filter(FairnessIT::reportsOutage).count() == SILENT);
      var after = createOneByOne(env, "after");

      System.out.printf(
          "%d creations one by one: %d ms alone, %d ms beside %d resources of a connection that"
              + " does not answer, %d ms in its outage; %d connections were opened to it%n",
          CREATIONS,
          alone.toMillis(),
          beside.toMillis(),
          SILENT,
          after.toMillis(),
          silent.connections());
      var most = (alone.compareTo(LEAST) > 0 ? alone : LEAST).multipliedBy(2);
      assertThat(beside).isLessThanOrEqualTo(most);
      assertThat(after).isLessThanOrEqualTo(most);
      assertThat(env.gateways.list("apps")).hasSize(4 * CREATIONS);
    }
  }

  @Test
  void resourcesOfOneNamespaceDoNotDelayThoseOfAnother() {
    try (var many = new TestEnvironment("many", "apps");
        var one = many.beside("one");
        var second = SecondAccount.of(many, "eu", "eu-secret")) {
      second.connect(Map.of("maxWriteRate", WRITE_RATE));
      IntStream.range(0, MANY)
          .parallel()
          .forEach(i -> many.create(connected(second, many.gateway("gw-" + i, 80))));
      Stopwatch stop;
      try (var _ = EmbeddedOperator.ofCluster("fairness", many, one)) {
        Awaitility.await("the many are in progress")
            .pollInterval(LOOK)
            .until(() -> ready(many) >= SLOTS);
        one.create(connected(second, one.gateway("one", 80)));
        one.awaitReady("one");

        var done = ready(many);
        System.out.printf("one resource was Ready when %d of %d others were%n", done, MANY);
        assertThat(done).isLessThan(MANY / 2);
        stop = Stopwatch.start();
      }
      // Those that wait are turned away, else the stop would take its whole time.
      assertThat(stop.elapsed()).isLessThan(OperatorApp.GRACE);
    }
  }

  /** How long it takes to create resources and see them Ready, one after the other. */
  private static Duration createOneByOne(TestEnvironment env, String name) {
    var stopwatch = Stopwatch.start();
    for (int i = 0; i < CREATIONS; i++) {
      env.create(name + "-" + i, 80);
      env.awaitReady(name + "-" + i);
    }
    return stopwatch.unhindered();
  }

  private static long ready(TestEnvironment env) {
    return env.all().stream().filter(TestEnvironment::isReady).count();
  }

  private static boolean isSilent(VirtualGateway resource) {
    return resource.getMetadata().getName().startsWith("silent-");
  }

  /** Whether the operator has written its finalizer. */
  private static boolean begun(VirtualGateway resource) {
    return !resource.getMetadata().getFinalizers().isEmpty();
  }

  private static boolean reportsOutage(VirtualGateway resource) {
    return TestEnvironment.synced(resource)
        .map(Condition::reason)
        .filter("ServiceUnavailable"::equals)
        .isPresent();
  }

  private static VirtualGateway connected(SecondAccount second, VirtualGateway resource) {
    return Manifest.with(resource, "connectionRef", Map.of("name", second.name));
  }
}
