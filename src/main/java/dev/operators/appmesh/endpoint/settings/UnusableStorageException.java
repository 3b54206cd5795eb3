// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

/** The endpoint must not use this storage. The message names it, says why, and what helps. */
public final class UnusableStorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the storage, says why, and what helps
   */
  public UnusableStorageException(String message) {
    super(message);
  }

  /**
   * @param message names the storage, says why, and what helps
   * @param cause what was thrown
   */
  public UnusableStorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
