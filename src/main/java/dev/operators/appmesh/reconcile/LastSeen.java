// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Tags;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The gateway that we last brought in line, as the resource's status remembers it.
 *
 * @param arn its ARN
 * @param uid its uid at App Mesh: another one is another gateway
 * @param version its version then: at another one, somebody has been there, perhaps a new owner
 * @param tags the tags of the resource that it was given, or may have been
 * @param generation the generation of the resource that it was in line with; 0 if it is not now
 */
record LastSeen(String arn, String uid, long version, Tags tags, long generation) {

  /** Null where the resource never had a gateway. */
  static @Nullable LastSeen of(VirtualGatewayStatus status) {
    var arn = status.arn();
    var uid = status.uid();
    if (arn == null || uid == null || GatewayKey.ofArn(arn, null).isEmpty()) {
      return null;
    }
    // A pass that fails leaves Ready as it was, and an outage makes True Unknown: Ready still knows
    // what was in line before.
    var generation =
        Conditions.find(status, "Synced")
            .filter(
                synced ->
                    synced.status().equals("True") || synced.reason().equals(Reason.DRIFTED.text()))
            .or(() -> Conditions.find(status, "Ready").filter(LastSeen::tellsOfTheGateway))
            .map(Condition::observedGeneration)
            .orElse(0L);
    var version = status.version() == null ? 0 : status.version();
    return new LastSeen(arn, uid, version, GivenTags.of(status), generation);
  }

  /** Whether the gateway is the one that we left, so that its tags are not in doubt. */
  boolean isUntouched(ObservedGateway gateway) {
    return uid.equals(gateway.uid()) && version == gateway.version();
  }

  private static boolean tellsOfTheGateway(Condition ready) {
    return !ready.status().equals("False")
        || ready.reason().equals(Reason.ABSENT.text())
        || ready.reason().equals(Reason.NOT_ACTIVE.text());
  }

  /** What a list should show of it; null where the status does not tell. */
  @Nullable ListedGateway listed(VirtualGatewayStatus status) {
    var version = status.version();
    var createdAt = status.createdAt();
    if (version == null || createdAt == null) {
      return null;
    }
    try {
      return new ListedGateway(arn, version, Instant.parse(createdAt));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Which gateway that is, by its ARN: its resource's spec may not be readable any more. */
  GatewayKey key(@Nullable String meshOwner) {
    return GatewayKey.ofArn(arn, meshOwner)
        .orElseThrow(() -> new IllegalStateException("not the ARN of a virtual gateway: " + arn));
  }
}
