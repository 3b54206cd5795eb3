// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import org.jspecify.annotations.Nullable;

/** A file that cannot be read, or whose content is not valid YAML or JSON. */
public final class UnreadableDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final int line;
  private final String problem;

  /**
   * @param source the file, or {@code -} for standard input
   * @param line the line, counted from 1; 0 if the problem concerns the whole file
   * @param problem what is wrong, and what helps
   */
  public UnreadableDocumentException(
      String source, int line, String problem, @Nullable Throwable cause) {
    super((line == 0 ? source : source + ":" + line) + ": " + problem, cause);
    this.source = source;
    this.line = line;
    this.problem = problem;
  }

  /** The file, or {@code -} for standard input. */
  public String source() {
    return source;
  }

  /** The line, counted from 1; 0 if the problem concerns the whole file. */
  public int line() {
    return line;
  }

  /** The problem, without the file and line. */
  public String problem() {
    return problem;
  }
}
