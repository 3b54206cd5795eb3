// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

/** The priority of calls that wait for the rate limit. */
public enum Priority {
  /** For what users asked for. */
  REQUESTED,
  /** For work that no user asked for: such calls wait until no requested call waits. */
  BACKGROUND
}
