// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import java.util.Map;

/**
 * An object that was read from somewhere.
 *
 * @param source where from: a file as it was named, or {@code -} for standard input
 * @param content maps, lists, strings, booleans, and numbers as Long, else BigInteger or Double;
 *     members that were null are left out, items of lists may be null; never changes
 * @param lines where in the source all that stands
 */
public record Document(String source, Map<String, Object> content, Lines lines) {

  /** A document that stands in no file: all of it is on line 1. */
  public static Document of(String source, Map<String, Object> content) {
    return new Document(source, content, Lines.of(1));
  }

  /** The first line, from 1. */
  public int line() {
    return lines.line();
  }

  /**
   * The line of a field, from 1, or of the nearest one around it that is there.
   *
   * @param path such as {@code spec.listeners[0].portMapping.port} or {@code metadata.labels[a.b]}
   */
  public int line(String path) {
    return lines.of(path);
  }
}
