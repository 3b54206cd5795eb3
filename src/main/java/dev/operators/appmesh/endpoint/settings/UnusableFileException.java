// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A file that was given to the endpoint cannot be read, or says nothing that it could use. */
public final class UnusableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the file and what is wrong; never anything that is in it
   * @param cause what was thrown
   */
  public UnusableFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What {@code e} means; Java's own messages of these are only the file's name. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }
}
