// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.Outage;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.InMemoryMesh;
import dev.operators.appmesh.reconcile.InMemoryMesh.Operation;
import dev.operators.appmesh.reconcile.TestGateways;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is looked at, and how many at a time. */
class OutageWatchTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration RETIRED_AFTER = Duration.ofMinutes(10);
  private static final VirtualGatewayStatus IN_LINE =
      TestGateways.status(VirtualGatewayStatus.EMPTY, TestGateways.inSync());
  private static final VirtualGatewayStatus TOLD =
      TestGateways.status(IN_LINE, new Outcome.Failed(Reason.SERVICE_UNAVAILABLE, "Gone."));

  private final List<VirtualGateway> resources = new ArrayList<>();
  private final List<String> nudged = new ArrayList<>();
  private final List<Priority> priorities = new ArrayList<>();
  private final InMemoryMesh mesh = new InMemoryMesh();
  private Instant now = NOON;
  private @Nullable Outage outage;

  private final OutageWatch watch =
      new OutageWatch(
          new Retirement(() -> Optional.ofNullable(outage), RETIRED_AFTER, () -> now),
          new MeshConnection(
              MeshConnection.OWN,
              priority -> {
                priorities.add(priority);
                return mesh;
              },
              () -> Optional.ofNullable(outage)),
          resources::stream,
          new DesiredGateways("c1", Tags.NONE),
          new KnownStatuses(),
          rechecks(it -> nudged.add(it.getMetadata().getName())));

  @Test
  void afterAnOutageThoseThatSaySoAreSpreadOverTenLooksChangesFirst() {
    add("told", 90, TOLD, TestGateways.GENERATION);
    add("edited", 5, TOLD, TestGateways.GENERATION + 1);
    add("unaware", 20, IN_LINE, TestGateways.GENERATION);
    outage = new Outage(NOON, "gone");
    watch.look();
    assertThat(nudged).isEmpty();
    outage = null;

    watch.look();

    assertThat(nudged).hasSize(10);
    assertThat(nudged.subList(0, 5)).allMatch(it -> it.startsWith("edited"));
    IntStream.range(1, 10).forEach(_ -> watch.look());
    assertThat(nudged).hasSize(95).doesNotHaveDuplicates().noneMatch(it -> it.startsWith("un"));
    watch.look();
    assertThat(nudged).hasSize(95);
  }

  @Test
  void afterALongOutageThoseThatDoNotSaySoAreLookedAt() {
    add("told", 30, TOLD, TestGateways.GENERATION);
    add("unaware", 20, IN_LINE, TestGateways.GENERATION);
    outage = new Outage(NOON, "gone");
    now = NOON.plus(RETIRED_AFTER).minusMillis(1);
    watch.look();
    assertThat(nudged).isEmpty();
    now = NOON.plus(RETIRED_AFTER);

    watch.look();

    assertThat(nudged).hasSize(2);
    IntStream.range(1, 20).forEach(_ -> watch.look());
    assertThat(nudged).hasSize(20).doesNotHaveDuplicates().allMatch(it -> it.startsWith("unaware"));
  }

  @Test
  void oneProbeIsForAll() {
    add("told", 30, TOLD, TestGateways.GENERATION);
    watch.look();
    assertThat(mesh.calls).as("nobody is gone").isEmpty();
    outage = new Outage(NOON, "gone");

    watch.look();

    assertThat(mesh.calls).containsExactly(Operation.DESCRIBE);
    assertThat(priorities).containsExactly(Priority.BACKGROUND);
  }

  private void add(String name, int times, VirtualGatewayStatus status, long generation) {
    IntStream.range(0, times)
        .forEach(
            i -> {
              var resource = TestGateways.resource(Map.of());
              resource.getMetadata().setName(name + i);
              resource.getMetadata().setUid(name + i);
              resource.getMetadata().setGeneration(generation);
              resource.setStatus(status);
              resources.add(resource);
            });
  }

  private static Rechecks rechecks(Consumer<VirtualGateway> recheck) {
    return new Rechecks() {
      @Override
      public void recheck(VirtualGateway resource) {
        recheck.accept(resource);
      }

      @Override
      public void nudge(VirtualGateway resource) {
        throw new UnsupportedOperationException("a resource in sync would not be looked at");
      }

      @Override
      public Instant lastPass(VirtualGateway resource) {
        return Instant.EPOCH;
      }
    };
  }
}
