// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a condition is as it is: the whole catalogue. */
public enum Reason {
  /** Nobody has looked at the resource yet. */
  PENDING,
  /** The gateway is there and ACTIVE. */
  AVAILABLE,
  /** The gateway is there, but App Mesh does not call it ACTIVE. */
  NOT_ACTIVE,
  /** There is no such gateway yet. */
  ABSENT,
  /** App Mesh holds exactly what the resource says. */
  IN_SYNC,
  /** App Mesh holds something else, and {@code management.mode: Plan} forbids to change it. */
  PLAN_ONLY,
  /** App Mesh holds something else, and {@code management.driftPolicy: Report} says to leave it. */
  DRIFTED,
  /** An annotation asks to leave the resource alone. */
  PAUSED,
  /** The resource asks for what App Mesh refuses; only another spec helps. */
  INVALID_SPEC,
  /** The operator lacks a permission or has no credentials. */
  ACCESS_DENIED,
  /** There is no AppMeshConnection of the name in {@code spec.connectionRef}. */
  CONNECTION_NOT_FOUND,
  /** The resource's namespace may not use the connection. */
  CONNECTION_NOT_ALLOWED,
  /** The connection, or the Secret that it names, cannot be used as it is. */
  CONNECTION_UNUSABLE,
  /** The mesh does not exist. */
  MESH_NOT_FOUND,
  /** A gateway of that name exists and is not ours to change. */
  NOT_OWNED,
  /** The client token was used with other content. */
  TOKEN_CONFLICT,
  /** Something in the mesh still needs the gateway. */
  DELETION_BLOCKED,
  /** A quota of the account is exhausted. */
  QUOTA_EXCEEDED,
  /** App Mesh asks us to call less often. */
  THROTTLED,
  /** The service failed, or the network on the way to it. */
  SERVICE_ERROR,
  /** Nobody answers at the endpoint. */
  SERVICE_UNAVAILABLE,
  /** The operator failed: a defect, with the stack in its log. */
  INTERNAL_ERROR;

  private final String text;

  Reason() {
    var camelCase = new StringBuilder();
    for (var word : name().split("_", -1)) {
      camelCase.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    text = camelCase.toString();
  }

  /** The reason with this text; empty if there is none. */
  public static Optional<Reason> of(String text) {
    return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
  }

  /** As conditions and Events spell it: {@code InvalidSpec}. */
  public String text() {
    return text;
  }

  /** Whether it means that the gateway is gone, or is not ours any more. */
  public boolean meansNoGateway() {
    return this == NOT_OWNED || this == MESH_NOT_FOUND;
  }

  /** Whether it means that App Mesh was not called, for want of a connection. */
  public boolean isOfTheConnection() {
    return this == CONNECTION_NOT_FOUND
        || this == CONNECTION_NOT_ALLOWED
        || this == CONNECTION_UNUSABLE;
  }

  /** Whether waiting does not help: the resource, or somebody else's, must change first. */
  public boolean stalls() {
    return this == INVALID_SPEC || this == NOT_OWNED || this == CONNECTION_NOT_ALLOWED;
  }
}
