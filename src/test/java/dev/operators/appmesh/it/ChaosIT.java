// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import java.time.Duration;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The operator process is killed with -9 at random moments while a user creates, edits and deletes
 * 200 resources. Afterwards App Mesh holds exactly what the resources describe.
 */
class ChaosIT {

  private static final int RESOURCES = 200;
  private static final int KILLS = Integer.getInteger("chaos.kills", 8);

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());
  private final AtomicInteger edits = new AtomicInteger();

  @Test
  void convergesHoweverOftenItIsKilled() {
    System.out.printf("%d kills, -Dchaos.seed=%d%n", KILLS, seed);
    try (var bench = new Bench("chaos", "apps")) {
      var kubeconfig = bench.cluster.operatorKubeconfig();
      var busy = new AtomicBoolean(true);
      var user = CompletableFuture.runAsync(() -> work(bench, busy));
      var moments = new Random(seed);
      for (int kill = 0; kill < KILLS; kill++) {
        try (var victim = OperatorProcess.of(bench, kubeconfig)) {
          victim.awaitStarted();
          victim.runFor(Duration.ofMillis(moments.nextInt(2_000)));
        }
      }
      busy.set(false);
      user.join();

      try (var survivor = OperatorProcess.of(bench, kubeconfig)) {
        Awaitility.await("everything in line")
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(500))
            .until(() -> bench.all().stream().allMatch(ChaosIT::isSettled));
        assertThat(survivor.output()).doesNotContain("ERROR");
      }
      assertMeshHolds(bench);
    }
  }

  /** The user: a random change to a random resource, again and again. */
  private void work(Bench bench, AtomicBoolean busy) {
    var random = new Random(seed + 1);
    for (int i = 0; i < RESOURCES; i++) {
      bench.create(Manifest.of(bench.namespace, "gw-" + i, "apps", port(random)));
    }
    while (busy.get()) {
      var name = "gw-" + random.nextInt(RESOURCES);
      if (random.nextInt(4) == 0) {
        bench.delete(name);
      } else {
        bench.apply(Manifest.of(bench.namespace, name, "apps", port(random)));
      }
      edits.incrementAndGet();
    }
  }

  private static int port(Random random) {
    return 1 + random.nextInt(65_535);
  }

  private static boolean isSettled(VirtualGateway resource) {
    return !resource.isMarkedForDeletion() && Bench.isReady(resource);
  }

  private void assertMeshHolds(Bench bench) {
    var resources = new HashMap<String, VirtualGateway>();
    bench.all().forEach(it -> resources.put(it.getMetadata().getName(), it));
    var gateways = bench.endpoint.list("apps");
    System.out.printf(
        "%d changes by the user; %d resources, %d gateways, %d calls%n",
        edits.get() + RESOURCES, resources.size(), gateways.size(), bench.endpoint.calls().size());
    assertThat(edits).hasPositiveValue();
    assertThat(gateways)
        .extracting("virtualGatewayName")
        .containsExactlyInAnyOrderElementsOf(resources.keySet());
    resources.forEach(
        (name, resource) -> {
          var gateway = bench.endpoint.describe("apps", name).orElseThrow();
          assertThat(gateway.uid()).isEqualTo(resource.getStatus().uid());
          assertThat(gateway.version()).isEqualTo(resource.getStatus().version());
          assertThat(gateway.spec().members().get("listeners"))
              .hasToString(String.valueOf(resource.getSpec().get("listeners")));
        });
  }
}
