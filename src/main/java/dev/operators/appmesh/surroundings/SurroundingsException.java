// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.surroundings;

import org.jspecify.annotations.Nullable;

/**
 * An environment variable, or a file that it names, cannot be used. The message says which, why,
 * and what helps, without secrets; it is all that a user has to read.
 */
public final class SurroundingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one or two lines for the user
   */
  public SurroundingsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
