// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

/** The priority of work that waits for a slot, or for the rate limit. */
public enum Priority {
  /** For what users asked for. */
  REQUESTED,
  /**
   * For work that no user asked for. It waits until no requested work of the same namespace waits.
   */
  BACKGROUND
}
