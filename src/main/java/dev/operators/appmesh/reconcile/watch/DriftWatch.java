// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has every resource looked at whose gateway a sweep finds changed. */
record DriftWatch(
    Sweep sweep,
    Supplier<Stream<VirtualGateway>> resources,
    KnownStatuses knownStatuses,
    Rechecks rechecks) {

  private static final Logger log = LoggerFactory.getLogger(DriftWatch.class);

  void look() {
    List<ListExpectation> expected =
        resources.get().map(this::expectation).flatMap(Optional::stream).toList();
    for (var suspect : sweep.suspects(expected)) {
      log.info("{} has changed at App Mesh", suspect.getMetadata().getName());
      rechecks.recheck(suspect);
    }
  }

  private Optional<ListExpectation> expectation(VirtualGateway resource) {
    return ListExpectation.of(resource, knownStatuses.state(resource), rechecks.lastPass(resource));
  }
}
