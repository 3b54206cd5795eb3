// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import org.jspecify.annotations.Nullable;

/** What is known of the resource that a gateway belongs to. */
public sealed interface OwnerResource {

  /**
   * It exists in this cluster.
   *
   * @param allowTakeoverBy the resource that may take its gateway over, as namespace/name; null if
   *     none may
   */
  record Living(@Nullable String allowTakeoverBy) implements OwnerResource {}

  /** This cluster has no such resource. */
  record Gone() implements OwnerResource {}

  /** It is in another cluster, where nobody can see it. */
  record OfAnotherCluster() implements OwnerResource {}

  /** It is in this cluster, where the operator may not read it. */
  record Unreadable() implements OwnerResource {}
}
