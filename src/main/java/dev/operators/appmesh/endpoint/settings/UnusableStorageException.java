// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

/** The endpoint cannot use its storage. The message names it, the problem and the remedy. */
public final class UnusableStorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the storage, the problem and the remedy
   */
  public UnusableStorageException(String message) {
    super(message);
  }

  /**
   * @param message names the storage, the problem and the remedy
   * @param cause the original exception
   */
  public UnusableStorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
