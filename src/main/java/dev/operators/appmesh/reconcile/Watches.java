// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.drift.Sweep;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What App Mesh itself may give us to do.
 *
 * @param interval how often each mesh is listed
 */
record Watches(
    MeshService service,
    Sweep sweep,
    Duration interval,
    Retirement retirement,
    DesiredGateways desiredGateways,
    StatusWriter statusWriter,
    Passes passes,
    RandomGenerator random) {

  private static final Logger log = LoggerFactory.getLogger(Watches.class);

  /** Drift in gateways, and the end of an outage. */
  List<EventSource<?, VirtualGateway>> over(ResourceCache<VirtualGateway> resources) {
    return List.of(
        new DriftEvents(
            sweep,
            resources,
            resource ->
                Expectations.of(
                    resource,
                    statusWriter.latest(resource),
                    passes.lastPass(resource.getMetadata().getUid())),
            passes,
            interval,
            random),
        new OutageEvents(retirement, resources, statusWriter::latest, this::probe, passes));
  }

  /** Asks for a gateway only to hear whether anybody answers; what, is of no interest. */
  private void probe(VirtualGateway resource) {
    desiredGateways
        .key(resource, statusWriter.latest(resource))
        .ifPresent(
            key -> {
              try {
                service.describe(key);
              } catch (MeshFailure failure) {
                log.debug("{} was a probe", failure.operation(), failure);
              }
            });
  }
}
