// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.connect.Resolution;
import java.util.Set;

/** What becomes of a resource whose gateway cannot be reached, since its connection is no use. */
final class Stranded {

  /** Reasons of Ready with which nobody has ever called App Mesh. */
  private static final Set<String> UNTRIED =
      Set.of(
          Reason.PENDING.text(),
          Reason.CONNECTION_NOT_FOUND.text(),
          Reason.CONNECTION_NOT_ALLOWED.text(),
          Reason.CONNECTION_UNUSABLE.text());

  private Stranded() {}

  /** How a pass over a living resource ends. */
  static Outcome.Failed failed(Resolution.Unusable unusable) {
    var reason =
        switch (unusable.problem()) {
          case NOT_FOUND -> Reason.CONNECTION_NOT_FOUND;
          case NOT_ALLOWED -> Reason.CONNECTION_NOT_ALLOWED;
          case UNUSABLE -> Reason.CONNECTION_UNUSABLE;
        };
    return new Outcome.Failed(reason, unusable.message());
  }

  /** How one over a resource that is being deleted ends: nothing is released in silence. */
  static Outcome removed(
      Resolution.Unusable unusable,
      VirtualGatewayStatus status,
      Policies policies,
      boolean forceOrphan) {
    if (!mayHaveGateway(status)) {
      return new Outcome.Gone("Released", "App Mesh was never called for this resource.");
    }
    if (!policies.manage()) {
      return Removal.ONLY_PLANNED;
    }
    if (policies.retain() || forceOrphan) {
      return new Outcome.Gone(
          "Released",
          "Left the gateway as it is, with its ownership tags if it is still there: "
              + unusable.message());
    }
    var waits = failed(unusable);
    return new Outcome.Failed(
        waits.reason(),
        "The gateway cannot be deleted: %s To let the resource go without it, set spec.management.deletionPolicy to Retain, or the annotation %s to \"true\"."
            .formatted(waits.message(), Annotations.FORCE_ORPHAN));
  }

  /** Whether App Mesh may have a gateway of the resource. */
  static boolean mayHaveGateway(VirtualGatewayStatus status) {
    return status.arn() != null
        || Conditions.find(status, "Ready")
            .filter(ready -> !UNTRIED.contains(ready.reason()))
            .isPresent();
  }
}
