// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.model.Permissions;

/** Whether and how a resource's gateway can be reached. */
public sealed interface Resolution {

  /**
   * By this connection.
   *
   * @param permissions what the resource may do with gateways that are not its own
   */
  record Usable(MeshConnection connection, Permissions permissions) implements Resolution {}

  /** Not at present. The message says why, and what helps; it is the same for each repetition. */
  record Unusable(Problem problem, String message) implements Resolution {}

  /** Why a gateway cannot be reached. */
  enum Problem {
    /** There is no such connection. */
    NOT_FOUND,
    /** The resource's namespace may not use the connection, or not for this mesh. */
    NOT_ALLOWED,
    /** The connection itself cannot be used, or not for this gateway. */
    UNUSABLE
  }
}
