// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.connect.Connections;
import dev.operators.appmesh.connect.Resolution;
import dev.operators.appmesh.drift.Sweep;
import dev.operators.appmesh.gateway.MeshConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What is looked at again and again for the gateways of one connection: their lists, and whether
 * anybody answers.
 *
 * @param nudge has a resource looked at
 */
record ConnectionWatch(
    Connections connections,
    Supplier<Stream<VirtualGateway>> resources,
    DesiredGateways desiredGateways,
    StatusWriter statusWriter,
    Passes passes,
    Consumer<VirtualGateway> nudge,
    Intervals intervals,
    InstantSource clock,
    RandomGenerator random) {

  /** The first sweep comes soon: after a restart it proves what is unchanged. */
  private static final Duration FIRST_SWEEP = Duration.ofSeconds(1);

  List<Repeated> over(MeshConnection access) {
    var driftWatch =
        new DriftWatch(
            new Sweep(access, clock), () -> reachedBy(access), statusWriter, passes, nudge);
    var outageWatch =
        new OutageWatch(
            new Retirement(access.availability(), intervals.retiredAfter(), clock),
            access,
            () -> reachedBy(access),
            desiredGateways,
            statusWriter,
            passes,
            nudge);
    return List.of(
        new Repeated(
            "drift-sweep " + access.name(),
            driftWatch::look,
            FIRST_SWEEP,
            () -> intervals.drift().multipliedBy(90 + random.nextInt(20)).dividedBy(100)),
        new Repeated(
            "outage-watch " + access.name(),
            outageWatch::look,
            OutageWatch.INTERVAL,
            () -> OutageWatch.INTERVAL));
  }

  /** Those that may use it; for others nothing is called. */
  private Stream<VirtualGateway> reachedBy(MeshConnection access) {
    return resources
        .get()
        .filter(it -> Connections.named(it).filter(access.name()::equals).isPresent())
        .filter(
            it ->
                connections
                    .resolve(it, statusWriter.latest(it).arn())
                    .equals(new Resolution.Usable(access)));
  }
}
