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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the sweep every interval on a thread of its own, and has every resource that it names
 * reconciled. Nothing that a sweep throws ends it.
 */
final class DriftEvents extends AbstractEventSource<Void, VirtualGateway> {

  private static final Logger log = LoggerFactory.getLogger(DriftEvents.class);

  private final Sweep sweep;
  private final ResourceCache<VirtualGateway> resources;
  private final Function<VirtualGateway, Optional<Expectation<VirtualGateway>>> expectation;
  private final Passes passes;
  private final Duration interval;
  private final RandomGenerator random;
  private volatile CountDownLatch stopped = new CountDownLatch(0);

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
    this.interval = interval;
    this.random = random;
  }

  @Override
  public Set<Void> getSecondaryResources(VirtualGateway primary) {
    return Set.of();
  }

  @Override
  public void start() {
    super.start();
    var ended = new CountDownLatch(1);
    stopped = ended;
    Thread.ofVirtual().name("drift-sweep").start(() -> sweepUntil(ended));
  }

  @Override
  public void stop() {
    stopped.countDown();
    super.stop();
  }

  private void sweepUntil(CountDownLatch ended) {
    try {
      // The first one soon: after a restart it proves what is unchanged.
      var pause = Duration.ofSeconds(1);
      while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        sweepOnce();
        pause = interval.multipliedBy(90 + random.nextInt(20)).dividedBy(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepOnce() {
    try {
      List<Expectation<VirtualGateway>> expected =
          resources.list().map(expectation).flatMap(Optional::stream).toList();
      for (var suspect : sweep.suspects(expected)) {
        log.info("{} has changed at App Mesh", suspect.getMetadata().getName());
        passes.doubt(suspect.getMetadata().getUid());
        getEventHandler().handleEvent(new Event(ResourceID.fromResource(suspect)));
      }
    } catch (RuntimeException e) {
      log.error("a sweep failed; the next one comes in {}", interval, e);
    }
  }
}
