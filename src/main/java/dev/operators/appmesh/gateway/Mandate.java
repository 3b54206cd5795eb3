// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

/**
 * Whether this process may act, that is, call a mesh service or write a status. A mandate can end
 * at any moment, so it is checked immediately before each act.
 */
@FunctionalInterface
public interface Mandate {

  /** For a process that shares its work with no other. */
  Mandate UNLIMITED = () -> true;

  /** Whether the process may act now. */
  boolean holds();
}
