// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import java.util.Map;

/**
 * An object from a file.
 *
 * @param source the file, as it was named, or {@code -} for standard input
 * @param content maps, lists, strings, booleans, and numbers as Long, else BigInteger or Double;
 *     members with null are omitted, items of lists may be null; immutable
 * @param lines the lines of all values in the source
 */
public record Document(String source, Map<String, Object> content, Lines lines) {

  /** A document without a file: all of it is on line 1. */
  public static Document of(String source, Map<String, Object> content) {
    return new Document(source, content, Lines.of(1));
  }

  /** File and line of this document, without its content, which takes memory. */
  public Document withoutContent() {
    return new Document(source, Map.of(), Lines.of(line()));
  }

  /** The first line, counted from 1. */
  public int line() {
    return lines.line();
  }

  /**
   * The line of a field, counted from 1, or of the nearest enclosing field that exists.
   *
   * @param path such as {@code spec.listeners[0].portMapping.port} or {@code metadata.labels[a.b]}
   */
  public int line(String path) {
    return lines.of(path);
  }
}
