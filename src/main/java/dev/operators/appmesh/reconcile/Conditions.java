// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of one status. A condition keeps its lastTransitionTime while its status stays the
 * same.
 *
 * @param before the status until now
 * @param generation what the new conditions are about
 * @param written where they go
 */
record Conditions(
    VirtualGatewayStatus before, long generation, Instant now, List<Condition> written) {

  void add(String type, String status, Reason reason, String message) {
    var since =
        find(before, type)
            .filter(condition -> condition.status().equals(status))
            .map(Condition::lastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    written.add(new Condition(since, message, generation, reason.text(), status, type));
  }

  /** Keeps Ready as it was if it was true of this very generation; answers whether it was. */
  boolean keepReady() {
    var ready = readyOfThisGeneration().filter(condition -> condition.status().equals("True"));
    ready.ifPresent(written::add);
    return ready.isPresent();
  }

  /** Whether Ready was true of this very generation before nobody could tell any more. */
  boolean wasReady() {
    return readyOfThisGeneration().filter(it -> !it.status().equals("False")).isPresent();
  }

  private Optional<Condition> readyOfThisGeneration() {
    return find(before, "Ready")
        .filter(it -> Long.valueOf(generation).equals(it.observedGeneration()));
  }

  /** Whether Synced has said this already. */
  boolean hasSaid(Reason reason, String message) {
    return find(before, "Synced")
        .filter(it -> it.reason().equals(reason.text()) && it.message().equals(message))
        .isPresent();
  }

  /** Keeps Ready as it was, whatever it was; where nobody has looked yet it is unknown. */
  void keepReadyAsItWas() {
    find(before, "Ready")
        .ifPresentOrElse(
            written::add,
            () -> add("Ready", "Unknown", Reason.PENDING, "Nobody has looked at App Mesh yet."));
  }

  static Optional<Condition> find(VirtualGatewayStatus status, String type) {
    return Optional.ofNullable(status.conditions()).stream()
        .flatMap(List::stream)
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }
}
