// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Tags;
import org.jspecify.annotations.Nullable;

/** What App Mesh holds under the name of a gateway. */
public sealed interface Observation {

  /** There is no such gateway. */
  record Absent() implements Observation {}

  /**
   * The very gateway that the status records: it has the same uid.
   *
   * @param tags its tags; null if only the resource has changed, so that they were not read
   * @param holder who holds it; nobody if the tags were not read
   */
  record Known(ObservedGateway gateway, @Nullable Tags tags, Holder holder)
      implements Observation {}

  /** A gateway of that name; its holder tells whose it is. */
  record Found(ObservedGateway gateway, Tags tags, Holder holder) implements Observation {}
}
