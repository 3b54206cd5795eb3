// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

/**
 * Whether this process may act: call a mesh service, or say in a status what it has seen there. It
 * can end at any moment, so it is asked right before each act.
 */
@FunctionalInterface
public interface Mandate {

  /** Of a process that shares its work with nobody. */
  Mandate UNLIMITED = () -> true;

  /** Whether it holds now. */
  boolean holds();
}
