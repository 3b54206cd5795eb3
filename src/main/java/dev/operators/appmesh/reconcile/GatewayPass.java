// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.connect.Resolution;
import dev.operators.appmesh.gateway.Priority;
import java.time.Duration;
import java.time.InstantSource;

/**
 * One pass over a gateway by its connection.
 *
 * @param retiredAfter how long nobody answers before App Mesh counts as gone
 */
record GatewayPass(DesiredGateways desiredGateways, Duration retiredAfter, InstantSource clock) {

  /** Brings the gateway in line with its resource. */
  Outcome converge(
      Resolution resolution,
      DesiredGateways.Reading reading,
      VirtualGatewayStatus before,
      Policies policies,
      Annotations asked) {
    return switch (reading) {
      case DesiredGateways.Reading.Illegible(var problem) ->
          new Outcome.Failed(Reason.INVALID_SPEC, "The spec cannot be read: " + problem + ".");
      case DesiredGateways.Reading.Legible(var desired) ->
          switch (resolution) {
            case Resolution.Unusable unusable -> Stranded.failed(unusable);
            case Resolution.Usable(var access) ->
                LogContext.about(
                    desired.key(),
                    () ->
                        new Convergence(access.service(Priority.REQUESTED))
                            .converge(
                                desired,
                                LastSeen.of(before),
                                GivenTags.of(before),
                                policies,
                                asked));
          };
    };
  }

  /** Parts the gateway from its resource. */
  Outcome remove(
      Resolution resolution,
      VirtualGateway resource,
      VirtualGatewayStatus before,
      boolean forceOrphan) {
    var key = desiredGateways.key(resource, before);
    if (key.isEmpty()) {
      return new Outcome.Gone("Deleted", "The resource never had a gateway.");
    }
    var policies = Policies.of(resource);
    return switch (resolution) {
      case Resolution.Unusable unusable ->
          Stranded.removed(unusable, before, policies, forceOrphan);
      case Resolution.Usable(var access) ->
          LogContext.about(
              key.get(),
              () ->
                  new Removal(
                          access.service(Priority.REQUESTED),
                          new Retirement(access.availability(), retiredAfter, clock))
                      .remove(
                          key.get(),
                          desiredGateways.owner(resource),
                          LastSeen.of(before),
                          policies,
                          forceOrphan));
    };
  }
}
