// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.time.Instant;

/**
 * What App Mesh holds (API type VirtualGatewayData).
 *
 * @param key which gateway
 * @param arn its ARN
 * @param uid its uid: a gateway that is deleted and made again has another one
 * @param version starts at 1 and grows with every update
 * @param meshOwner 12-digit account that owns the mesh
 * @param resourceOwner 12-digit account that made the gateway
 * @param createdAt when it was created
 * @param lastUpdatedAt when it was last changed
 * @param status {@code ACTIVE}, {@code INACTIVE}, {@code DELETED}, or a word that is newer than we
 *     are
 * @param spec its spec
 */
public record ObservedGateway(
    GatewayKey key,
    String arn,
    String uid,
    long version,
    String meshOwner,
    String resourceOwner,
    Instant createdAt,
    Instant lastUpdatedAt,
    String status,
    SpecTree spec) {

  /** Whether App Mesh says that the gateway is in use. */
  public boolean isActive() {
    return status.equals("ACTIVE");
  }
}
