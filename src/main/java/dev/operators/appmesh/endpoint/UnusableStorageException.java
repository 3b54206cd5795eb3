// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

/** The endpoint must not use this storage. The message names it, says why, and what helps. */
public final class UnusableStorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableStorageException(String message) {
    super(message);
  }

  UnusableStorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
