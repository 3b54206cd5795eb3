// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A file in the endpoint's settings cannot be read, or its content is invalid. */
public final class UnusableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the file and the problem, and quotes nothing of the content
   * @param cause the original exception
   */
  public UnusableFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The reason in words. Java's own messages of some exceptions are only the file's name. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }
}
