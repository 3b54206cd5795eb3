// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Tags;
import org.jspecify.annotations.Nullable;

/** Looks at what App Mesh holds, and reads tags only where they can tell something. */
record Look(MeshService service) {

  /**
   * @param last the gateway that the resource's status remembers; null where it never had one
   * @param given the tags of the resource that any gateway of it was given, or may have been
   * @param whole whether tags are to be read whatever we believe
   */
  Observation at(DesiredGateway desired, @Nullable LastSeen last, Tags given, boolean whole) {
    var gateway = service.describe(desired.key()).orElse(null);
    if (gateway == null) {
      return new Observation.Absent();
    }
    if (last == null || !last.uid().equals(gateway.uid())) {
      return new Observation.Found(gateway, service.tags(gateway.arn()), given);
    }
    // If nothing in the resource has changed, this is a full comparison, tags included.
    // If the gateway was touched, it may have been taken over: the tags say whose it is now.
    // If a pass has failed, nobody knows which of its tags are there.
    boolean resync =
        whole
            || !last.isUntouched(gateway)
            || last.generation() == desired.generation()
            || last.generation() == 0;
    return new Observation.Known(gateway, last, resync ? service.tags(gateway.arn()) : null);
  }
}
