// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.Ownership;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts a gateway from its resource: deletes it, or lets go of it. Only what is ours is touched.
 */
final class Removal {

  private static final Logger log = LoggerFactory.getLogger(Removal.class);

  /** What becomes of a resource that never changed anything. */
  static final Outcome.Gone ONLY_PLANNED =
      new Outcome.Gone("Released", "The resource only planned; the gateway was left alone.");

  private final MeshService service;
  private final Retirement retirement;

  Removal(MeshService service, Retirement retirement) {
    this.service = service;
    this.retirement = retirement;
  }

  /**
   * @param last the gateway that the resource's status remembers; null where it never had one
   * @param forceOrphan whether the gateway may be left behind where App Mesh is gone
   */
  Outcome remove(
      GatewayKey key,
      Owner owner,
      @Nullable LastSeen last,
      Policies policies,
      boolean forceOrphan) {
    if (!policies.manage()) {
      return ONLY_PLANNED;
    }
    try {
      var gateway = service.describe(key).orElse(null);
      if (gateway == null) {
        return new Outcome.Gone("Deleted", "App Mesh has no " + key + " any more.");
      }
      if (!isOurs(gateway, owner, last)) {
        return new Outcome.Gone("Released", "The " + key + " is not ours and was left alone.");
      }
      if (policies.retain()) {
        service.untag(gateway.arn(), Ownership.KEYS);
        return new Outcome.Gone("Released", "Kept the " + key + ", as deletionPolicy Retain says.");
      }
      service.delete(key);
      log.info("deleted {}, {}", key, gateway.arn());
      return new Outcome.Gone("Deleted", "Deleted " + gateway.arn() + ".");
    } catch (MeshFailure failure) {
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
        case UNREACHABLE -> FailureReport.deletionWaits(failure, key);
        case IN_USE -> blocked(failure, key);
        default -> FailureReport.of(failure, key);
      };
    }
  }

  private boolean isGone(MeshFailure failure) {
    return failure.kind() == FailureKind.UNREACHABLE
        && retirement.state() == Retirement.State.RETIRED;
  }

  /** Says which gateway routes are in the way, if App Mesh tells. */
  private Outcome blocked(MeshFailure inUse, GatewayKey key) {
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
    return routes.isEmpty() ? FailureReport.of(inUse, key) : FailureReport.blockedBy(routes);
  }

  private boolean isOurs(ObservedGateway gateway, Owner owner, @Nullable LastSeen last) {
    if (last != null && last.isUntouched(gateway)) {
      return true;
    }
    return switch (Ownership.of(service.tags(gateway.arn()))) {
      case Ownership.Owned(var whose, var _) -> whose.equals(owner);
      case Ownership.Unowned() -> last != null && last.uid().equals(gateway.uid());
    };
  }
}
