// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a list of a mesh should show of a gateway.
 *
 * @param resource whose gateway it is
 * @param meshName name of its mesh
 * @param meshOwner account that owns the mesh; null is our own
 * @param gateway what a list should show
 * @param since when we saw it so; a list that was asked for earlier proves nothing
 */
record ListExpectation(
    VirtualGateway resource,
    String meshName,
    @Nullable String meshOwner,
    ListedGateway gateway,
    Instant since) {

  /** A gateway as it was seen, and when. */
  record Seen(ListedGateway gateway, Instant since) {}

  /** The same as long as nothing has happened to the gateway. */
  Seen seen() {
    return new Seen(gateway, since);
  }

  /** Empty while the gateway is not in sync anyway, or going. */
  static Optional<ListExpectation> of(VirtualGateway resource, SyncState state, Instant since) {
    var recorded = state.gateway();
    if (recorded == null
        || resource.isMarkedForDeletion()
        || !state.isSettled(resource.getMetadata().getGeneration())) {
      return Optional.empty();
    }
    var key = recorded.key();
    return recorded
        .listed()
        .map(
            listed ->
                new ListExpectation(resource, key.meshName(), key.meshOwner(), listed, since));
  }
}
