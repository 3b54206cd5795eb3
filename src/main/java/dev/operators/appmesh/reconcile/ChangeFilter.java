// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.status.Finalizer;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Which changes of a resource are worth a pass: the framework's own filter would drop annotations,
 * and without one every status that we write would come back as an event.
 */
public final class ChangeFilter implements OnUpdateFilter<VirtualGateway> {

  /** For the framework. */
  public ChangeFilter() {}

  @Override
  public boolean accept(VirtualGateway now, VirtualGateway before) {
    var metadata = now.getMetadata();
    var earlier = before.getMetadata();
    // Another UID: it was deleted and made again while the watch was down.
    return !metadata.getUid().equals(earlier.getUid())
        || metadata.getGeneration() > earlier.getGeneration()
        || now.isMarkedForDeletion() != before.isMarkedForDeletion()
        // Others took it off. That it is there is our own doing.
        || (before.hasFinalizer(Finalizer.NAME) && !now.hasFinalizer(Finalizer.NAME))
        || !Requests.of(now).equals(Requests.of(before))
        || !Objects.equals(Requests.allowTakeoverBy(now), Requests.allowTakeoverBy(before));
  }
}
