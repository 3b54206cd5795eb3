// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.Tags;

/**
 * The tags of the resource that its gateway was given, or may have been: by them a tag that leaves
 * the spec is told from one that somebody else added.
 */
final class GivenTags {

  private GivenTags() {}

  static Tags of(VirtualGatewayStatus status) {
    return DesiredGateways.tags(status.tags());
  }

  /** The status with a note of the tags that a pass may have written before it failed. */
  static VirtualGatewayStatus noted(
      VirtualGatewayStatus before,
      DesiredGateways.Reading reading,
      Policies policies,
      Outcome outcome) {
    return policies.manage()
            && outcome instanceof Outcome.Failed(var reason, var _)
            && !reason.tellsOfTheGateway()
            && !reason.isOfTheConnection()
            && reading instanceof DesiredGateways.Reading.Legible(var desired)
        ? before.withTags(StatusProjector.tagList(desired.tags().with(of(before))))
        : before;
  }
}
