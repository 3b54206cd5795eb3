// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the administrators of the cluster permit a resource to do with gateways that are not its
 * own.
 *
 * @param mayAdopt whether it may adopt gateways that nobody owns
 * @param mayTakeOverFrom the owners whose gateways it may take over if their resources are not in
 *     this cluster, or not any more
 */
public record Permissions(boolean mayAdopt, List<OwnerPattern> mayTakeOverFrom) {

  /** What holds where nothing is granted or forbidden. */
  public static final Permissions DEFAULT = new Permissions(true, List.of());

  /** Keeps the owners as they are now. */
  public Permissions {
    mayTakeOverFrom = List.copyOf(mayTakeOverFrom);
  }

  /** Whether the gateways of this owner may be taken over. */
  public boolean mayTakeOverFrom(Owner owner) {
    return mayTakeOverFrom.stream().anyMatch(it -> it.matches(owner));
  }

  /** What either of the two permits. */
  public Permissions or(Permissions other) {
    return new Permissions(
        mayAdopt || other.mayAdopt,
        Stream.concat(mayTakeOverFrom.stream(), other.mayTakeOverFrom.stream()).toList());
  }
}
