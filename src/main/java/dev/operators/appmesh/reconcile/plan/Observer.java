// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.DesiredGateway;

/** Looks at what App Mesh holds, and reads tags only where they can tell something. */
public record Observer(MeshService service) {

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
    if (recorded == null || !recorded.uid().equals(gateway.uid())) {
      return new Observation.Found(gateway, service.tags(gateway.arn()));
    }
    // If nothing in the resource has changed, this is a full comparison, tags included.
    // If the gateway was changed, it may have been taken over: the tags say whose it is now.
    // If a pass has failed, nobody knows which of its tags are there.
    boolean readTags =
        whole
            || !recorded.isUnchanged(gateway)
            || state.appliedGeneration() == desired.generation()
            || state.appliedGeneration() == 0;
    return new Observation.Known(gateway, readTags ? service.tags(gateway.arn()) : null);
  }
}
