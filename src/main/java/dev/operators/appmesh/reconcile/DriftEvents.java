// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.drift.Expectation;
import dev.operators.appmesh.drift.Sweep;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the sweep every interval, and has every resource that it names reconciled. */
final class DriftEvents extends AbstractEventSource<Void, VirtualGateway> {

  private static final Logger log = LoggerFactory.getLogger(DriftEvents.class);

  private final Sweep sweep;
  private final ResourceCache<VirtualGateway> resources;
  private final Function<VirtualGateway, Optional<Expectation<VirtualGateway>>> expectation;
  private final Passes passes;
  private final Repeated sweeping;

  /**
   * @param expectation what a list should show of a resource's gateway; empty where it is not in
   *     line anyway
   */
  DriftEvents(
      Sweep sweep,
      ResourceCache<VirtualGateway> resources,
      Function<VirtualGateway, Optional<Expectation<VirtualGateway>>> expectation,
      Passes passes,
      Duration interval,
      RandomGenerator random) {
    super(Void.class, "drift");
    this.sweep = sweep;
    this.resources = resources;
    this.expectation = expectation;
    this.passes = passes;
    this.sweeping =
        new Repeated(
            "drift-sweep",
            this::sweepOnce,
            () -> interval.multipliedBy(90 + random.nextInt(20)).dividedBy(100));
  }

  @Override
  public Set<Void> getSecondaryResources(VirtualGateway primary) {
    return Set.of();
  }

  @Override
  public void start() {
    super.start();
    // The first one soon: after a restart it proves what is unchanged.
    sweeping.start(Duration.ofSeconds(1));
  }

  @Override
  public void stop() {
    sweeping.stop();
    super.stop();
  }

  private void sweepOnce() {
    List<Expectation<VirtualGateway>> expected =
        resources.list().map(expectation).flatMap(Optional::stream).toList();
    for (var suspect : sweep.suspects(expected)) {
      log.info("{} has changed at App Mesh", suspect.getMetadata().getName());
      passes.doubt(suspect.getMetadata().getUid());
      getEventHandler().handleEvent(new Event(ResourceID.fromResource(suspect)));
    }
  }
}
