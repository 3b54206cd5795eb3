// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

/** The ways in which a call to a mesh service can fail. */
public enum FailureKind {
  /** The request itself is rejected (BadRequestException): only another spec can help. */
  REJECTED,
  /** No permission or no credentials (ForbiddenException). */
  DENIED,
  /** The mesh, or something else that the request refers to, does not exist (NotFoundException). */
  NOT_FOUND,
  /** The name is taken, or the client token was used with other content (ConflictException). */
  CONFLICT,
  /** Another resource still needs it (ResourceInUseException). */
  IN_USE,
  /** A quota is exhausted (LimitExceededException, TooManyTagsException). */
  QUOTA,
  /** Too many calls (TooManyRequestsException). */
  THROTTLED,
  /** The service or the network failed; the effect of the call is unknown. */
  TRANSIENT,
  /**
   * Nobody answers at the endpoint: unknown host, connection refused, or several calls in a row
   * without an answer in time.
   */
  UNREACHABLE
}
