// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import org.jspecify.annotations.Nullable;

/** A failed call to a mesh service. */
public final class MeshFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String operation;

  /**
   * @param kind how it failed
   * @param operation the API operation, such as {@code CreateVirtualGateway}; for another service
   *     with a prefix, such as {@code sts:AssumeRole}
   * @param message the service's own message; the same for each repetition, so without request IDs
   *     and times
   * @param cause the original exception, for the log
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

  /** The service's own message. */
  public String reason() {
    var message = getMessage();
    return message == null ? kind.name() : message;
  }
}
