// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a status says about its resource's gateway: the only reader of a status. It depends on
 * status members and on the reason of Synced, never on a message.
 *
 * @param gateway the gateway that was last created, adopted or found as ours; null if none was
 * @param appliedTags the resource's tags that the gateway was given, or may have been given
 * @param appliedGeneration the generation of the resource that the gateway was last in sync with; 0
 *     if the current one is not applied
 * @param synced the reason of condition Synced; null if there is none, or one that is not ours
 * @param ready whether condition Ready is True
 * @param gatewayMayExist whether App Mesh may have a gateway of this resource
 * @param handledReconcileAt the last request for a comparison that was handled
 * @param handledTakeoverFrom the last permission to take over that was used
 */
public record SyncState(
    @Nullable RecordedGateway gateway,
    Tags appliedTags,
    long appliedGeneration,
    @Nullable Reason synced,
    boolean ready,
    boolean gatewayMayExist,
    @Nullable String handledReconcileAt,
    @Nullable String handledTakeoverFrom) {

  /** Reads a status, whatever it lacks. */
  public static SyncState of(VirtualGatewayStatus status) {
    return new SyncState(
        RecordedGateway.of(status).orElse(null),
        AppliedTags.of(status),
        Objects.requireNonNullElse(status.appliedGeneration(), 0L),
        synced(status),
        condition(status, "Ready").filter(it -> "True".equals(it.status())).isPresent(),
        status.arn() != null || Boolean.TRUE.equals(status.gatewayMayExist()),
        status.lastHandledReconcileAt(),
        status.lastHandledTakeoverFrom());
  }

  /** The reason of condition Synced; null if there is none, or one that is not ours. */
  public static @Nullable Reason synced(VirtualGatewayStatus status) {
    return condition(status, "Synced").flatMap(it -> Reason.of(it.reason())).orElse(null);
  }

  /** A condition of a status, by its type. */
  public static Optional<Condition> condition(VirtualGatewayStatus status, String type) {
    return Optional.ofNullable(status.conditions()).stream()
        .flatMap(List::stream)
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  /** The ARN of the recorded gateway; null if there is none. */
  public @Nullable String arn() {
    return gateway == null ? null : gateway.arn();
  }

  /** Whether it is this very gateway that the status records, and not another one of its name. */
  public boolean records(ObservedGateway observed) {
    return gateway != null && gateway.uid().equals(observed.uid());
  }

  /** Whether the gateway was in sync with this generation until others changed it. */
  public boolean isApplied(long generation) {
    return gateway != null && appliedGeneration == generation;
  }

  /** Whether only a change at App Mesh can make the resource of this generation worth a look. */
  public boolean isSettled(long generation) {
    return isApplied(generation)
        && ready
        && (synced == Reason.IN_SYNC || synced == Reason.DRIFTED || synced == Reason.PLAN_ONLY);
  }

  /** Whether the status says all there is to say of the resource, default tags included. */
  public boolean isSettled(DesiredGateway desired) {
    return isSettled(desired.generation()) && desired.tags().equals(appliedTags);
  }
}
