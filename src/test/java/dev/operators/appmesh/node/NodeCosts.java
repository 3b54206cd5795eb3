// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.node;

import dev.operators.appmesh.Patience;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** What the pods of a release cost a node, idle and while many gateways are created. */
public final class NodeCosts {

  private static final int RESOURCES = 1_000;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration SAMPLE = Duration.ofMillis(200);

  /**
   * What a container costs over some time.
   *
   * @param memory the most bytes of its working set
   * @param cpu processor time
   */
  private record Cost(long memory, Duration cpu) {}

  /** A container under the name that the table has for it. */
  private record Named(String name, NodeContainer container) {}

  private final List<Named> containers;

  private NodeCosts(List<Named> containers) {
    this.containers = containers;
  }

  /** Prints them as a Markdown table. */
  public static void print() throws Exception {
    System.setProperty("cluster", "node");
    try (var release = NodeRelease.prepare()) {
      release.install("");
      var costs = new NodeCosts(containers(release));
      Thread.sleep(IDLE);
      var idle = costs.during(() -> Thread.sleep(IDLE));
      var began = System.nanoTime();
      var load = costs.during(() -> create(release));
      var elapsed = Duration.ofNanos(System.nanoTime() - began);
      System.out.printf(
          "%n| pod | idle: MiB | %% of a core | %,d gateways created in %.1f s: most MiB | CPU s"
              + " |%n",
          RESOURCES, elapsed.toMillis() / 1e3);
      System.out.println("| --- | ---: | ---: | ---: | ---: |");
      for (int i = 0; i < idle.size(); i++) {
        System.out.printf(
            "| %s | %d | %.2f | %d | %.1f |%n",
            costs.containers.get(i).name(),
            idle.get(i).memory() >> 20,
            100.0 * idle.get(i).cpu().toMillis() / IDLE.toMillis(),
            load.get(i).memory() >> 20,
            load.get(i).cpu().toMillis() / 1e3);
      }
    }
  }

  private static List<Named> containers(NodeRelease release) {
    var leader = release.leader().orElseThrow();
    var containers = new ArrayList<Named>();
    for (var pod : release.pods("operator")) {
      var leads = pod.getMetadata().getName().equals(leader);
      containers.add(
          new Named(leads ? "operator that leads" : "operator on standby", NodeContainer.of(pod)));
    }
    containers.add(new Named("endpoint", NodeContainer.of(release.pods("endpoint").getFirst())));
    containers.add(new Named("Envoy", NodeContainer.of(release.pods("envoy").getFirst())));
    return containers;
  }

  private static void create(NodeRelease release) {
    var client = release.cluster().client();
    for (int i = 0; i < RESOURCES; i++) {
      client.resource(Manifest.of("default", "load-" + i, "apps", 8080)).create();
    }
    Awaitility.await("all gateways")
        .atMost(Patience.PATIENCE)
        .until(
            () ->
                client.resources(VirtualGateway.class).inAnyNamespace().list().getItems().stream()
                    .allMatch(TestEnvironment::isReady));
  }

  /** What each container costs while something is done. */
  private List<Cost> during(Work work) throws Exception {
    var before = cpu();
    var memory = new long[containers.size()];
    var sampler = Thread.startVirtualThread(() -> sample(memory));
    work.run();
    sampler.interrupt();
    sampler.join();
    var after = cpu();
    return IntStream.range(0, containers.size())
        .mapToObj(i -> new Cost(memory[i], after.get(i).minus(before.get(i))))
        .toList();
  }

  /** Until it is interrupted. */
  private void sample(long[] most) {
    try {
      while (true) {
        for (int i = 0; i < most.length; i++) {
          most[i] = Math.max(most[i], containers.get(i).container().workingSet());
        }
        Thread.sleep(SAMPLE);
      }
    } catch (InterruptedException | ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Duration> cpu() {
    return containers.stream().map(it -> it.container().cpu()).toList();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }
}
