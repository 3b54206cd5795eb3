// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.reconcile.plan.FailureMessages;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import dev.operators.appmesh.reconcile.watch.Retirement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts a gateway from its resource: deletes it, or releases it. Only what is ours is touched.
 *
 * @param forceOrphan whether the gateway may be left behind where App Mesh is gone
 */
record GatewayRemoval(
    MeshService service,
    Retirement retirement,
    GatewayKey key,
    Owner owner,
    SyncState state,
    Policies policies,
    boolean forceOrphan) {

  /** What becomes of a resource that never changed anything. */
  static final Outcome.Gone ONLY_PLANNED =
      new Outcome.Gone("Released", "The resource only planned; the gateway was left alone.");

  private static final Logger log = LoggerFactory.getLogger(GatewayRemoval.class);

  Outcome run() {
    if (!policies.manage()) {
      return ONLY_PLANNED;
    }
    try {
      return service
          .describe(key)
          .map(this::remove)
          .orElseGet(() -> new Outcome.Gone("Deleted", "App Mesh has no " + key + " any more."));
    } catch (MeshFailure failure) {
      return failed(failure);
    }
  }

  private Outcome remove(ObservedGateway gateway) {
    if (!isOurs(gateway)) {
      return new Outcome.Gone("Released", "The " + key + " is not ours and was left alone.");
    }
    if (policies.retain()) {
      service.untag(gateway.arn(), Ownership.KEYS);
      return new Outcome.Gone("Released", "Kept the " + key + ", as deletionPolicy Retain says.");
    }
    service.delete(key);
    log.info("deleted {}, {}", key, gateway.arn());
    return new Outcome.Gone("Deleted", "Deleted " + gateway.arn() + ".");
  }

  private boolean isOurs(ObservedGateway gateway) {
    var recorded = state.gateway();
    if (recorded != null && recorded.isUnchanged(gateway)) {
      return true;
    }
    return switch (Ownership.of(service.tags(gateway.arn()))) {
      case Ownership.Owned(var whose, var _) -> whose.equals(owner);
      // Who lost it to another resource does not get it back because its tags are gone.
      case Ownership.Unowned() -> state.records(gateway) && state.synced() != Reason.NOT_OWNED;
    };
  }

  private Outcome failed(MeshFailure failure) {
    // What is to be kept never holds up a deletion; at worst our tags stay on it.
    if (policies.retain() || (forceOrphan && isGone(failure))) {
      log.atWarn()
          .setCause(failure)
          .addKeyValue("operation", failure.operation())
          .log("left {} as it is, {} failed", key, failure.operation());
      return new Outcome.Gone(
          "Released",
          "Left the %s as it is, with its ownership tags if it is still there: %s."
              .formatted(key, failure.reason()));
    }
    log.debug("{} failed for {}", failure.operation(), key, failure);
    return switch (failure.kind()) {
      case UNREACHABLE -> FailureMessages.deletionWaits(failure, key);
      case IN_USE -> blocked(failure);
      default -> FailureMessages.of(failure, key);
    };
  }

  private boolean isGone(MeshFailure failure) {
    return failure.kind() == FailureKind.UNREACHABLE
        && retirement.state() == Retirement.State.RETIRED;
  }

  /** Says which gateway routes are in the way, if App Mesh tells. */
  private Outcome blocked(MeshFailure inUse) {
    List<String> routes;
    try {
      routes = service.routes(key);
    } catch (MeshFailure failure) {
      log.warn(
          "cannot name the gateway routes of {}, {} failed: {}",
          key,
          failure.operation(),
          failure.reason());
      routes = List.of();
    }
    return routes.isEmpty() ? FailureMessages.of(inUse, key) : FailureMessages.blockedBy(routes);
  }
}
