// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.Permissions;

/** Who holds a gateway: by its tags or, where it has none, by the status of a resource. */
public sealed interface Holder {

  /** No resource. */
  record Nobody() implements Holder {}

  /** The resource {@code owner}. */
  record Somebody(Owner owner, OwnerResource resource) implements Holder {

    /** Whether it is another resource than this. */
    public boolean isNot(Owner other) {
      return !owner.equals(other);
    }

    /**
     * Whether the gateway may be given to {@code taker}. Who loses it decides or, where that
     * resource does not exist in this cluster, who runs the cluster; who gains it never does.
     *
     * @param permissions what the administrators permit the taker
     */
    public boolean agreesTo(Owner taker, Permissions permissions) {
      return switch (resource) {
        case OwnerResource.Living(var by) -> taker.inCluster().equals(by);
        case OwnerResource.Gone(), OwnerResource.OfAnotherCluster() ->
            permissions.mayTakeOverFrom(owner);
        case OwnerResource.Unreadable() -> false;
      };
    }
  }
}
