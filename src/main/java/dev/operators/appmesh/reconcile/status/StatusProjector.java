// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import dev.operators.appmesh.api.FieldDrift;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.reconcile.plan.AppliedTags;
import dev.operators.appmesh.reconcile.plan.FailureMessages;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Turns an outcome into the whole status of the resource. Pure.
 *
 * <p>Conditions follow kstatus: Ready and Synced are always there, Reconciling and Stalled only
 * while they are true. Ready speaks of the gateway (it is there and ACTIVE), Synced of the last
 * pass; a generation that could not be applied is not Ready. Where Ready is True, neither of the
 * two others is there: kstatus and {@code kubectl wait --for=condition=Ready} are to agree.
 */
public final class StatusProjector {

  /** As many as {@code status.drift} takes. */
  private static final int DRIFT_SHOWN = 20;

  private StatusProjector() {}

  /**
   * The status of a resource after a pass.
   *
   * @param before the status until now
   * @param generation the {@code metadata.generation} that was worked on
   */
  public static VirtualGatewayStatus project(
      VirtualGatewayStatus before, long generation, Outcome outcome, Instant now) {
    return switch (outcome) {
      case Outcome.InSync(var gateway, var tags, var _, var _) -> {
        var conditions = new Conditions(before, generation, now);
        conditions.addReady(gateway);
        conditions.add("Synced", "True", Reason.IN_SYNC, "App Mesh matches the resource.");
        yield before.with(
            it -> {
              record(it, gateway);
              it.observedGeneration = generation;
              it.appliedGeneration = generation;
              it.tags = AppliedTags.list(tags);
              it.conditions = conditions.written();
              it.drift = null;
            });
      }
      case Outcome.Differs(var gateway, var differences, var reason) -> {
        var conditions = new Conditions(before, generation, now);
        conditions.addReady(gateway);
        conditions.add("Synced", "False", reason, FailureMessages.differs(differences, reason));
        yield before.with(
            it -> {
              if (gateway != null && gateway.uid().equals(before.uid())) {
                record(it, gateway);
              }
              it.observedGeneration = generation;
              it.appliedGeneration = generation;
              it.conditions = conditions.written();
              it.drift = drift(differences);
            });
      }
      case Outcome.Failed failed -> failed(before, toldAs(before, generation, failed), failed, now);
      case Outcome.Paused(var message) -> {
        var conditions = new Conditions(before, generation, now);
        conditions.keepReadyAsItWas();
        conditions.add("Synced", "False", Reason.PAUSED, message);
        // Not this generation's: an edit that waits must not look as if it were applied.
        yield before.with(it -> it.conditions = conditions.written());
      }
      case Outcome.Unchanged _, Outcome.Gone _ -> before;
    };
  }

  /**
   * The generation that a failure is told of. An outage is told once: an edit that waits for its
   * end must not look as if it were applied.
   */
  private static long toldAs(VirtualGatewayStatus before, long generation, Outcome.Failed failed) {
    var told = before.observedGeneration();
    return told != null
            && failed.reason() == Reason.SERVICE_UNAVAILABLE
            && SyncState.of(before).synced() == Reason.SERVICE_UNAVAILABLE
        ? told
        : generation;
  }

  private static VirtualGatewayStatus failed(
      VirtualGatewayStatus before, long generation, Outcome.Failed failed, Instant now) {
    var reason = failed.reason();
    var conditions = new Conditions(before, generation, now);
    boolean kept = conditions.keepOrAddReady(failed);
    conditions.add("Synced", "False", reason, failed.message());
    if (!conditions.isReady()) {
      conditions.add(reason.stalls() ? "Stalled" : "Reconciling", "True", reason, failed.message());
    }
    boolean tried = before.arn() == null && !reason.isOfTheConnection();
    return before.with(
        it -> {
          it.observedGeneration = generation;
          it.appliedGeneration = kept ? before.appliedGeneration() : null;
          it.gatewayMayExist = tried ? Boolean.TRUE : before.gatewayMayExist();
          it.conditions = conditions.written();
        });
  }

  private static void record(VirtualGatewayStatus.Draft status, ObservedGateway gateway) {
    status.gatewayMayExist = null;
    status.arn = gateway.arn();
    status.uid = gateway.uid();
    status.version = gateway.version();
    status.meshOwner = gateway.meshOwner();
    status.resourceOwner = gateway.resourceOwner();
    status.createdAt = time(gateway.createdAt());
    status.lastUpdatedAt = time(gateway.lastUpdatedAt());
    status.status = gateway.status();
    status.specDigest = gateway.spec().digest();
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** As {@code status.drift} shows it. */
  public static List<FieldDrift> drift(List<Difference> differences) {
    return differences.stream()
        .limit(DRIFT_SHOWN)
        .map(it -> new FieldDrift(it.actual(), it.desired(), it.path()))
        .toList();
  }
}
