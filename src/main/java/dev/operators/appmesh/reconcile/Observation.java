// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Tags;
import org.jspecify.annotations.Nullable;

/** What a look at App Mesh has shown. */
sealed interface Observation {

  /** There is no such gateway. */
  record Absent() implements Observation {}

  /**
   * The very gateway that we made or adopted: its uid is the one in our status.
   *
   * @param tags its tags; null where only the resource has changed, and nobody looked at them
   */
  record Known(ObservedGateway gateway, LastSeen last, @Nullable Tags tags)
      implements Observation {}

  /**
   * A gateway of that name; whose it is, its tags must tell.
   *
   * @param given the tags that it may have from us, if it is ours
   */
  record Found(ObservedGateway gateway, Tags tags, Tags given) implements Observation {}
}
