// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.connect.Resolution;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.reconcile.plan.DesiredGateways;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Watches the gateways of each connection: their lists, and whether anybody answers. Each has
 * threads of its own, so that none waits for the slowness of another's service, for as long as the
 * connection is used with the same settings.
 */
public final class ConnectionWatches implements Background {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** The first sweep comes soon: after a restart it proves what is unchanged. */
  private static final Duration FIRST_SWEEP = Duration.ofSeconds(1);

  private final Connections connections;
  private final Supplier<Stream<VirtualGateway>> resources;
  private final DesiredGateways desiredGateways;
  private final KnownStatuses knownStatuses;
  private final Rechecks rechecks;
  private final Intervals intervals;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final PeriodicTask looking =
      new PeriodicTask("connections", this::look, Duration.ZERO, () -> INTERVAL);
  private final Map<MeshConnection, List<PeriodicTask>> running = new HashMap<>();
  private boolean stopped = true;

  /** Watches the gateways of {@code resources} by the {@code connections} that are in use. */
  public ConnectionWatches(
      Connections connections,
      Supplier<Stream<VirtualGateway>> resources,
      DesiredGateways desiredGateways,
      KnownStatuses knownStatuses,
      Rechecks rechecks,
      Intervals intervals,
      InstantSource clock,
      RandomGenerator random) {
    this.connections = connections;
    this.resources = resources;
    this.desiredGateways = desiredGateways;
    this.knownStatuses = knownStatuses;
    this.rechecks = rechecks;
    this.intervals = intervals;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public synchronized void start() {
    stopped = false;
    looking.start();
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    looking.stop();
    keep(List.of());
  }

  private synchronized void look() {
    if (!stopped) {
      keep(connections.inUse());
    }
  }

  private void keep(Collection<MeshConnection> wanted) {
    var gone = new HashMap<>(running);
    gone.keySet().removeAll(wanted);
    gone.values().forEach(it -> it.forEach(PeriodicTask::stop));
    running.keySet().retainAll(wanted);
    for (var connection : wanted) {
      running.computeIfAbsent(
          connection,
          it -> {
            var begun = tasks(it);
            begun.forEach(PeriodicTask::start);
            return begun;
          });
    }
  }

  private List<PeriodicTask> tasks(MeshConnection connection) {
    Supplier<Stream<VirtualGateway>> reached = () -> resources.get().filter(reachedBy(connection));
    var driftWatch = new DriftWatch(new Sweep(connection, clock), reached, knownStatuses, rechecks);
    var outageWatch =
        new OutageWatch(
            new Retirement(connection.availability(), intervals.retiredAfter(), clock),
            connection,
            reached,
            desiredGateways,
            knownStatuses,
            rechecks);
    return List.of(
        new PeriodicTask(
            "drift-sweep " + connection.name(),
            driftWatch::look,
            FIRST_SWEEP,
            () -> intervals.drift().multipliedBy(90 + random.nextInt(20)).dividedBy(100)),
        new PeriodicTask(
            "outage-watch " + connection.name(),
            outageWatch::look,
            OutageWatch.INTERVAL,
            () -> OutageWatch.INTERVAL));
  }

  /** Those that may use it; for others nothing is called. */
  private Predicate<VirtualGateway> reachedBy(MeshConnection connection) {
    return resource ->
        connections.name(resource).filter(connection.name()::equals).isPresent()
            && connections.resolve(resource, knownStatuses.state(resource).arn())
                instanceof Resolution.Usable(var usable, var _)
            && usable.equals(connection);
  }
}
