// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every resource looked at when App Mesh has been gone for long, so that each says so, and when
 * it answers again those that say so: what waits to be done first, and all of them spread over ten
 * looks. For one thread.
 */
final class OutageWatch {

  /** How often to {@link #look}. */
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(OutageWatch.class);

  private static final int LOOKS = 10;

  private final Retirement retirement;
  private final MeshConnection connection;
  private final Supplier<Stream<VirtualGateway>> resources;
  private final DesiredGateways desiredGateways;
  private final KnownStatuses knownStatuses;
  private final Rechecks rechecks;
  private final Queue<VirtualGateway> waiting = new ArrayDeque<>();
  private Retirement.State state = Retirement.State.UP;
  private int share;

  OutageWatch(
      Retirement retirement,
      MeshConnection connection,
      Supplier<Stream<VirtualGateway>> resources,
      DesiredGateways desiredGateways,
      KnownStatuses knownStatuses,
      Rechecks rechecks) {
    this.retirement = retirement;
    this.connection = connection;
    this.resources = resources;
    this.desiredGateways = desiredGateways;
    this.knownStatuses = knownStatuses;
    this.rechecks = rechecks;
  }

  void look() {
    if (retirement.state() != Retirement.State.UP) {
      resources.get().findAny().ifPresent(this::probe);
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
      rechecks.recheck(waiting.remove());
    }
  }

  /** Asks for a gateway only to hear whether anybody answers; what, is of no interest. */
  private void probe(VirtualGateway resource) {
    desiredGateways
        .key(resource, knownStatuses.state(resource))
        .ifPresent(
            key -> {
              try {
                connection.service(Priority.BACKGROUND).describe(key);
              } catch (MeshFailure failure) {
                log.debug("{} was a probe", failure.operation(), failure);
              }
            });
  }

  private void enqueue(Predicate<VirtualGateway> concerned) {
    resources
        .get()
        .filter(concerned)
        .sorted(Comparator.comparing(this::hasWork).reversed())
        .forEach(waiting::add);
    share = Math.ceilDiv(waiting.size(), LOOKS);
    log.info(
        "App Mesh by {} is {}: {} resources look again", connection.label(), state, waiting.size());
  }

  private boolean saysSo(VirtualGateway resource) {
    return knownStatuses.state(resource).synced() == Reason.SERVICE_UNAVAILABLE;
  }

  private boolean hasWork(VirtualGateway resource) {
    return resource.isMarkedForDeletion()
        || !Objects.equals(
            resource.getMetadata().getGeneration(),
            knownStatuses.latest(resource).observedGeneration());
  }
}
