// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    var suspects = sweep.suspects(expected().toList());
    if (suspects.isEmpty()) {
      return;
    }
    // While a list is under way, edits come and passes end: what they have changed is no drift.
    var seen = suspects.stream().map(ListExpectation::seen).collect(Collectors.toSet());
    expected()
        .filter(now -> seen.contains(now.seen()))
        .map(ListExpectation::resource)
        .forEach(
            suspect -> {
              log.info("{} has changed at App Mesh", suspect.getMetadata().getName());
              rechecks.recheck(suspect);
            });
  }

  private Stream<ListExpectation> expected() {
    return resources.get().map(this::expectation).flatMap(Optional::stream);
  }

  private Optional<ListExpectation> expectation(VirtualGateway resource) {
    return ListExpectation.of(resource, knownStatuses.state(resource), rechecks.lastPass(resource));
  }
}
