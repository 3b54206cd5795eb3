// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import org.jspecify.annotations.Nullable;

/** The operator cannot start. The message says why, and what helps. */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
