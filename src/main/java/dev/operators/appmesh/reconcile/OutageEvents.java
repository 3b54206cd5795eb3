// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every resource look again when App Mesh has been gone for long, so that each says so, and
 * when it answers again those that say so: what waits to be done first, and all of them spread over
 * ten seconds.
 */
final class OutageEvents extends AbstractEventSource<Void, VirtualGateway> {

  private static final Logger log = LoggerFactory.getLogger(OutageEvents.class);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS = 10;

  private final Retirement retirement;
  private final ResourceCache<VirtualGateway> resources;
  private final Function<VirtualGateway, VirtualGatewayStatus> status;
  private final Consumer<VirtualGateway> probe;
  private final Passes passes;
  private final Repeated watching = new Repeated("outage-watch", this::tick, () -> TICK);
  private final Queue<VirtualGateway> waiting = new ArrayDeque<>();
  private Retirement.State state = Retirement.State.UP;
  private int share;

  /**
   * @param status the newest status of a resource
   * @param probe asks App Mesh for a resource's gateway, if it is time to find out whether it
   *     answers
   */
  OutageEvents(
      Retirement retirement,
      ResourceCache<VirtualGateway> resources,
      Function<VirtualGateway, VirtualGatewayStatus> status,
      Consumer<VirtualGateway> probe,
      Passes passes) {
    super(Void.class, "outage");
    this.retirement = retirement;
    this.resources = resources;
    this.status = status;
    this.probe = probe;
    this.passes = passes;
  }

  @Override
  public Set<Void> getSecondaryResources(VirtualGateway primary) {
    return Set.of();
  }

  @Override
  public void start() {
    super.start();
    watching.start(TICK);
  }

  @Override
  public void stop() {
    watching.stop();
    super.stop();
  }

  private void tick() {
    if (retirement.state() != Retirement.State.UP) {
      resources.list().findAny().ifPresent(probe);
    }
    var now = retirement.state();
    if (now != state) {
      state = now;
      waiting.clear();
      switch (now) {
        case UP -> enqueue(this::saysSo);
        case DOWN -> {}
        case RETIRED -> enqueue(it -> !saysSo(it) || it.isMarkedForDeletion());
      }
    }
    for (int i = 0; i < share && !waiting.isEmpty(); i++) {
      var resource = waiting.remove();
      passes.doubt(resource.getMetadata().getUid());
      getEventHandler().handleEvent(new Event(ResourceID.fromResource(resource)));
    }
  }

  private void enqueue(Predicate<VirtualGateway> concerned) {
    resources
        .list(concerned)
        .sorted(Comparator.comparing(this::hasWork).reversed())
        .forEach(waiting::add);
    share = Math.ceilDiv(waiting.size(), TICKS);
    log.info("App Mesh is {}: {} resources look again", state, waiting.size());
  }

  private boolean saysSo(VirtualGateway resource) {
    return Conditions.find(status.apply(resource), "Synced")
        .filter(it -> it.reason().equals(Reason.SERVICE_UNAVAILABLE.text()))
        .isPresent();
  }

  private boolean hasWork(VirtualGateway resource) {
    return resource.isMarkedForDeletion()
        || !Objects.equals(
            resource.getMetadata().getGeneration(), status.apply(resource).observedGeneration());
  }
}
