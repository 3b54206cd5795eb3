// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.FieldDrift;
import dev.operators.appmesh.api.Tag;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Tags;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns an outcome into the whole status of the resource. Pure.
 *
 * <p>Conditions follow kstatus: Ready and Synced are always there, Reconciling and Stalled only
 * while they are true. Ready speaks of the gateway (it is there and ACTIVE), Synced of the last
 * pass; a generation that could not be applied is not Ready.
 */
final class StatusProjector {

  /** As many as {@code status.drift} takes. */
  private static final int DRIFT_SHOWN = 20;

  private StatusProjector() {}

  /**
   * @param before the status until now
   * @param generation the {@code metadata.generation} that was worked on
   */
  static VirtualGatewayStatus project(
      VirtualGatewayStatus before, long generation, Outcome outcome, Instant now) {
    var conditions = new ArrayList<Condition>();
    var writer = new Conditions(before, generation, now, conditions);
    return switch (outcome) {
      case Outcome.InSync(var gateway, var tags, var _, var _) -> {
        ready(writer, gateway);
        writer.add("Synced", "True", Reason.IN_SYNC, "App Mesh holds what the resource says.");
        yield ours(before, generation, gateway, tagList(tags), conditions, null);
      }
      case Outcome.Differs(var gateway, var differences, var reason) -> {
        ready(writer, gateway);
        writer.add("Synced", "False", reason, describe(differences, reason));
        var drift = drift(differences);
        yield gateway != null && gateway.uid().equals(before.uid())
            ? ours(before, generation, gateway, before.tags(), conditions, drift)
            : unchanged(before, generation, conditions, drift);
      }
      case Outcome.Failed(var reason, var message)
          when reason == Reason.SERVICE_UNAVAILABLE && writer.hasSaid(reason, message) ->
          // Told once for the whole outage: an edit that waits must not look as if it were applied.
          before;
      case Outcome.Failed(var reason, var message) -> {
        if (reason.tellsOfTheGateway() || !writer.keepReady()) {
          writer.add("Ready", "False", reason, message);
        }
        writer.add("Synced", "False", reason, message);
        writer.add(reason.stalls() ? "Stalled" : "Reconciling", "True", reason, message);
        yield unchanged(before, generation, conditions, before.drift());
      }
      case Outcome.Paused(var message) -> {
        writer.keepReadyAsItWas();
        writer.add("Synced", "False", Reason.PAUSED, message);
        // Not this generation's: an edit that waits must not look as if it were applied.
        yield unchanged(before, before.observedGeneration(), conditions, before.drift());
      }
      case Outcome.Gone gone -> before;
    };
  }

  private static void ready(Conditions writer, @Nullable ObservedGateway gateway) {
    if (gateway == null) {
      writer.add("Ready", "False", Reason.ABSENT, "App Mesh has no such gateway.");
    } else if (gateway.isActive()) {
      writer.add("Ready", "True", Reason.AVAILABLE, "The gateway is ACTIVE.");
    } else {
      var message = "App Mesh says that the gateway is " + gateway.status() + ".";
      writer.add("Ready", "False", Reason.NOT_ACTIVE, message);
      writer.add("Reconciling", "True", Reason.NOT_ACTIVE, message);
    }
  }

  private static String describe(List<Difference> differences, Reason reason) {
    var first = differences.isEmpty() ? "" : " (first " + differences.getFirst().path() + ")";
    var advice =
        reason == Reason.PLAN_ONLY
            ? "set spec.management.mode to Manage to apply it"
            : "set spec.management.driftPolicy to Correct to undo it";
    return "App Mesh differs in %d members%s, see status.drift; %s."
        .formatted(differences.size(), first, advice);
  }

  private static VirtualGatewayStatus ours(
      VirtualGatewayStatus before,
      long generation,
      ObservedGateway gateway,
      @Nullable List<Tag> tags,
      List<Condition> conditions,
      @Nullable List<FieldDrift> drift) {
    return new VirtualGatewayStatus(
        generation,
        gateway.arn(),
        gateway.uid(),
        gateway.version(),
        gateway.meshOwner(),
        gateway.resourceOwner(),
        time(gateway.createdAt()),
        time(gateway.lastUpdatedAt()),
        gateway.status(),
        gateway.spec().digest(),
        tags,
        conditions,
        drift,
        before.lastHandledReconcileAt(),
        before.lastHandledTakeoverFrom());
  }

  private static VirtualGatewayStatus unchanged(
      VirtualGatewayStatus before,
      @Nullable Long generation,
      List<Condition> conditions,
      @Nullable List<FieldDrift> drift) {
    return new VirtualGatewayStatus(
        generation,
        before.arn(),
        before.uid(),
        before.version(),
        before.meshOwner(),
        before.resourceOwner(),
        before.createdAt(),
        before.lastUpdatedAt(),
        before.status(),
        before.specDigest(),
        before.tags(),
        conditions,
        drift,
        before.lastHandledReconcileAt(),
        before.lastHandledTakeoverFrom());
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static @Nullable List<Tag> tagList(Tags tags) {
    return tags.isEmpty()
        ? null
        : tags.values().entrySet().stream()
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toList();
  }

  /** As {@code status.drift} shows it. */
  static List<FieldDrift> drift(List<Difference> differences) {
    return differences.stream()
        .limit(DRIFT_SHOWN)
        .map(it -> new FieldDrift(it.actual(), it.desired(), it.path()))
        .toList();
  }
}
