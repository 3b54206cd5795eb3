// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a list shows of a gateway (API type VirtualGatewayRef).
 *
 * @param arn its ARN
 * @param version starts at 1 and grows with every update
 * @param createdAt when it was created, to the millisecond as a status remembers it: a gateway that
 *     is made anew has another time
 */
public record ListedGateway(String arn, long version, Instant createdAt) {

  public ListedGateway {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }
}
