// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.Manifest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Makes resources, and then edits, deletes and makes again a random one after the other. */
final class RandomUser implements AutoCloseable {

  private final Bench bench;
  private final int resources;
  private final Random random;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> work;
  private final AtomicInteger changes = new AtomicInteger();

  /**
   * Begins.
   *
   * @param rest between two changes
   */
  RandomUser(Bench bench, int resources, Duration rest, long seed) {
    this.bench = bench;
    this.resources = resources;
    this.random = new Random(seed);
    this.work =
        thread.scheduleWithFixedDelay(this::change, 0, rest.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void change() {
    var number = changes.getAndIncrement();
    if (number < resources) {
      bench.create(gateway("gw-" + number));
    } else {
      var name = "gw-" + random.nextInt(resources);
      if (random.nextInt(20) == 0) {
        bench.delete(name);
      } else {
        bench.apply(gateway(name));
      }
    }
  }

  private VirtualGateway gateway(String name) {
    return Manifest.of(bench.namespace, name, "apps", 1 + random.nextInt(65_535));
  }

  /** Ends, and waits until everything is in line. */
  void stopAndSettle() throws InterruptedException {
    close();
    assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(work.state()).as("the work of the user").isNotEqualTo(ScheduledFuture.State.FAILED);
    assertThat(changes).hasValueGreaterThan(resources);
    Awaitility.await("everything in line")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> bench.all().stream().allMatch(RandomUser::isSettled));
  }

  private static boolean isSettled(VirtualGateway resource) {
    return !resource.isMarkedForDeletion() && Bench.isReady(resource);
  }

  /** App Mesh holds exactly what the resources describe, and they know it. */
  void assertMeshHolds() {
    var wanted = new HashMap<String, VirtualGateway>();
    bench.all().forEach(it -> wanted.put(it.getMetadata().getName(), it));
    var gateways = bench.endpoint.list("apps");
    System.out.printf(
        "%d changes by the user; %d resources, %d gateways, %d calls%n",
        changes.get(), wanted.size(), gateways.size(), bench.endpoint.calls().size());
    assertThat(gateways)
        .extracting("virtualGatewayName")
        .containsExactlyInAnyOrderElementsOf(wanted.keySet());
    wanted.forEach(
        (name, resource) -> {
          var gateway = bench.endpoint.describe("apps", name).orElseThrow();
          assertThat(gateway.uid()).isEqualTo(resource.getStatus().uid());
          assertThat(gateway.version()).isEqualTo(resource.getStatus().version());
          assertThat(gateway.spec().members().get("listeners"))
              .hasToString(String.valueOf(resource.getSpec().get("listeners")));
        });
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
