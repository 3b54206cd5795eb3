// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.drift.Expectation;
import dev.operators.appmesh.drift.Sweep;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every resource looked at whose gateway a sweep finds changed.
 *
 * @param nudge has a resource looked at
 */
record DriftWatch(
    Sweep sweep,
    Supplier<Stream<VirtualGateway>> resources,
    StatusWriter statusWriter,
    Passes passes,
    Consumer<VirtualGateway> nudge) {

  private static final Logger log = LoggerFactory.getLogger(DriftWatch.class);

  void look() {
    List<Expectation<VirtualGateway>> expected =
        resources.get().map(this::expectation).flatMap(Optional::stream).toList();
    for (var suspect : sweep.suspects(expected)) {
      log.info("{} has changed at App Mesh", suspect.getMetadata().getName());
      passes.doubt(suspect.getMetadata().getUid());
      nudge.accept(suspect);
    }
  }

  private Optional<Expectation<VirtualGateway>> expectation(VirtualGateway resource) {
    return Expectations.of(
        resource, statusWriter.latest(resource), passes.lastPass(resource.getMetadata().getUid()));
  }
}
