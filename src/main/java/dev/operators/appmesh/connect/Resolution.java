// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import dev.operators.appmesh.gateway.MeshConnection;

/** How a resource's gateway is reached. */
public sealed interface Resolution {

  /** By this connection. */
  record Usable(MeshConnection connection) implements Resolution {}

  /** Not at all, for now. The message says why and what helps; it is the same at each repeat. */
  record Unusable(Problem problem, String message) implements Resolution {}

  /** Why a gateway is not reached. */
  enum Problem {
    /** There is no such connection. */
    NOT_FOUND,
    /** The resource's namespace may not use the connection. */
    NOT_ALLOWED,
    /** The connection itself cannot be used, or not for this gateway. */
    UNUSABLE
  }
}
