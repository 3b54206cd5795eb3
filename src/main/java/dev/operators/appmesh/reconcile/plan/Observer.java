// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.Ownership;
import dev.operators.appmesh.model.Tags;

/**
 * Looks at what App Mesh holds, and reads tags only where they can tell something.
 *
 * @param owners finds the resources of this cluster that gateways belong to
 */
public record Observer(MeshService service, Owners owners) {

  /**
   * Describes the gateway, and reads its tags if needed.
   *
   * @param whole whether to read the tags whatever the state says
   */
  public Observation observe(DesiredGateway desired, SyncState state, boolean whole) {
    var gateway = service.describe(desired.key()).orElse(null);
    if (gateway == null) {
      return new Observation.Absent();
    }
    var recorded = state.gateway();
    if (recorded == null || !state.records(gateway)) {
      var tags = service.tags(gateway.arn());
      return new Observation.Found(gateway, tags, holder(desired.owner(), gateway, tags));
    }
    // If nothing in the resource has changed, this is a full comparison, tags included.
    // If the gateway was changed, it may have been taken over: the tags say whose it is now.
    // If a pass has failed, nobody knows which of its tags are there.
    boolean readTags =
        whole
            || !recorded.isUnchanged(gateway)
            || state.appliedGeneration() == desired.generation()
            || state.appliedGeneration() == 0;
    if (!readTags) {
      return new Observation.Known(gateway, null, new Holder.Nobody());
    }
    var tags = service.tags(gateway.arn());
    return new Observation.Known(gateway, tags, holder(desired.owner(), gateway, tags));
  }

  private Holder holder(Owner own, ObservedGateway gateway, Tags tags) {
    return switch (Ownership.of(tags)) {
      case Ownership.Owned(var owner, var _) when owner.equals(own) ->
          new Holder.Somebody(owner, new OwnerResource.Living(null));
      case Ownership.Owned(var owner, var _) -> new Holder.Somebody(owner, owners.find(owner));
      case Ownership.Unowned() ->
          owners
              .recording(gateway, own)
              .<Holder>map(owner -> new Holder.Somebody(owner, owners.find(owner)))
              .orElseGet(Holder.Nobody::new);
    };
  }
}
