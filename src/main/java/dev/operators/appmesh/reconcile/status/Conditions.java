// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one status. A condition keeps its lastTransitionTime while its status stays the
 * same.
 *
 * @param before the status until now
 * @param generation what the new conditions are about
 * @param written the new conditions, in this order
 */
record Conditions(
    VirtualGatewayStatus before, long generation, Instant now, List<Condition> written) {

  Conditions(VirtualGatewayStatus before, long generation, Instant now) {
    this(before, generation, now, new ArrayList<>());
  }

  void add(String type, String status, Reason reason, String message) {
    var since =
        find(type)
            .filter(condition -> condition.status().equals(status))
            .map(Condition::lastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    written.add(new Condition(since, message, generation, reason.text(), status, type));
  }

  /** Ready, as App Mesh has the gateway; null if it has none. */
  void addReady(@Nullable ObservedGateway gateway) {
    if (gateway == null) {
      add("Ready", "False", Reason.ABSENT, "App Mesh has no such gateway.");
    } else if (gateway.isActive()) {
      add("Ready", "True", Reason.AVAILABLE, "The gateway is ACTIVE.");
    } else {
      var message = "App Mesh says that the gateway is " + gateway.status() + ".";
      add("Ready", "False", Reason.NOT_ACTIVE, message);
      add("Reconciling", "True", Reason.NOT_ACTIVE, message);
    }
  }

  /**
   * Ready after a failure. A failed look at a gateway does not stop it, so Ready stays, unless the
   * failure tells of the gateway, or of its spec, or that nobody can tell any more.
   *
   * @return whether the gateway may be as it was
   */
  boolean keepOrAddReady(Outcome.Failed failed) {
    var reason = failed.reason();
    if (reason == Reason.SERVICE_UNAVAILABLE && wasReady()) {
      add("Ready", "Unknown", reason, failed.message());
      return true;
    }
    if (!reason.meansNoGateway() && !reason.stalls() && keepReady()) {
      return true;
    }
    add("Ready", "False", reason, failed.message());
    return false;
  }

  /** Keeps Ready as it was if it was true of this very generation; answers whether it was. */
  private boolean keepReady() {
    var ready = readyOfThisGeneration().filter(condition -> condition.status().equals("True"));
    ready.ifPresent(written::add);
    return ready.isPresent();
  }

  /** Whether Ready was true of this very generation before nobody could tell any more. */
  private boolean wasReady() {
    return readyOfThisGeneration().filter(it -> !it.status().equals("False")).isPresent();
  }

  /** Whether the new Ready is True. */
  boolean isReady() {
    return written.stream().anyMatch(it -> it.type().equals("Ready") && it.status().equals("True"));
  }

  private Optional<Condition> readyOfThisGeneration() {
    return find("Ready").filter(it -> Long.valueOf(generation).equals(it.observedGeneration()));
  }

  /** Keeps Ready as it was, whatever it was; where nobody has looked yet it is unknown. */
  void keepReadyAsItWas() {
    find("Ready")
        .ifPresentOrElse(
            written::add, () -> add("Ready", "Unknown", Reason.PENDING, "Not reconciled yet."));
  }

  private Optional<Condition> find(String type) {
    return SyncState.condition(before, type);
  }
}
