// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import org.jspecify.annotations.Nullable;

/** A call to a mesh service that failed. */
public final class MeshFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String operation;

  /**
   * @param kind how it failed
   * @param operation the API operation, such as {@code CreateVirtualGateway}; one of another
   *     service with its prefix, such as {@code sts:AssumeRole}
   * @param message the service's own words, the same at each repeat: no request id, no time
   * @param cause what was caught, for the log
   */
  public MeshFailure(
      FailureKind kind, String operation, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.operation = operation;
  }

  /** How it failed. */
  public FailureKind kind() {
    return kind;
  }

  /** The API operation that failed, such as {@code CreateVirtualGateway}. */
  public String operation() {
    return operation;
  }

  /** The service's own words. */
  public String reason() {
    var message = getMessage();
    return message == null ? kind.name() : message;
  }
}
