// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.drift.Expectation;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the statuses of resources lead a list of App Mesh's gateways to show. */
final class Expectations {

  /** Reasons of Synced after which only App Mesh can make news. */
  private static final Set<String> SETTLED =
      Set.of(Reason.IN_SYNC.text(), Reason.DRIFTED.text(), Reason.PLAN_ONLY.text());

  private Expectations() {}

  /**
   * What a list should show of the resource's gateway; empty while it is not in line anyway.
   *
   * @param since when we last saw it so
   */
  static Optional<Expectation<VirtualGateway>> of(
      VirtualGateway resource, VirtualGatewayStatus status, Instant since) {
    var last = LastSeen.of(status);
    if (last == null
        || resource.isMarkedForDeletion()
        || !isInLine(last, status, resource.getMetadata().getGeneration())) {
      return Optional.empty();
    }
    var mesh = last.key(status.meshOwner()).meshName();
    return Optional.ofNullable(last.listed(status))
        .map(listed -> new Expectation<>(resource, mesh, status.meshOwner(), listed, since));
  }

  /** Whether the status says all there is to say of the resource, default tags included. */
  static boolean saysAll(VirtualGatewayStatus status, DesiredGateways.Reading reading) {
    var last = LastSeen.of(status);
    return last != null
        && reading instanceof DesiredGateways.Reading.Legible(var desired)
        && isInLine(last, status, desired.generation())
        && desired.tags().equals(last.tags());
  }

  /** Whether the status says that this generation was the last thing to do. */
  private static boolean isInLine(LastSeen last, VirtualGatewayStatus status, long generation) {
    return last.generation() == generation
        && Conditions.find(status, "Synced").filter(it -> SETTLED.contains(it.reason())).isPresent()
        && Conditions.find(status, "Ready").filter(it -> it.status().equals("True")).isPresent();
  }
}
