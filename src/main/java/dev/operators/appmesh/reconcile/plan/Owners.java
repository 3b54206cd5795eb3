// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Owner;
import java.util.Optional;

/** Finds the resources that gateways belong to. */
public interface Owners {

  /** What is known of this owner's resource. */
  OwnerResource find(Owner owner);

  /**
   * A resource of this cluster other than {@code own} whose status records the gateway as its own.
   * Its ownership tags may have been removed behind its back.
   */
  Optional<Owner> recording(ObservedGateway gateway, Owner own);
}
