// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.ObservedGateway;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as the status of its resource records it.
 *
 * @param key which gateway, by its ARN: the spec of its resource may not be readable any more
 * @param arn its ARN
 * @param uid its uid at App Mesh: another one is another gateway
 * @param version its version then: another one means that somebody changed it, perhaps a new owner
 * @param createdAt when it was created; null if the status does not say
 * @param specDigest digest of its spec at that version, see {@link
 *     dev.operators.appmesh.model.SpecTree#digest}; null if the status does not say
 */
public record RecordedGateway(
    GatewayKey key,
    String arn,
    String uid,
    long version,
    @Nullable Instant createdAt,
    @Nullable String specDigest) {

  /** Empty if the status records no gateway. */
  public static Optional<RecordedGateway> of(VirtualGatewayStatus status) {
    var arn = status.arn();
    var uid = status.uid();
    if (arn == null || uid == null) {
      return Optional.empty();
    }
    return GatewayKey.ofArn(arn, status.meshOwner())
        .map(
            key ->
                new RecordedGateway(
                    key,
                    arn,
                    uid,
                    Objects.requireNonNullElse(status.version(), 0L),
                    instant(status.createdAt()),
                    status.specDigest()));
  }

  /** Whether nobody has changed the gateway since, so that its tags are not in doubt. */
  public boolean isUnchanged(ObservedGateway gateway) {
    return uid.equals(gateway.uid()) && version == gateway.version();
  }

  /** What a list should show of it; empty if the status does not say. */
  public Optional<ListedGateway> listed() {
    return version == 0 || createdAt == null
        ? Optional.empty()
        : Optional.of(new ListedGateway(arn, version, createdAt));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
