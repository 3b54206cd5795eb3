// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import org.jspecify.annotations.Nullable;

/**
 * Something that must be put right before a manifest can be applied.
 *
 * @param source the file, or {@code -} for standard input
 * @param line the line, from 1; 0 where it is about the whole file
 * @param resource kind, namespace and name; empty where it is about no resource
 * @param path the field; empty where it is about no field
 * @param message what is wrong
 * @param fix what helps; null where the message says it
 */
public record ReviewFinding(
    String source, int line, String resource, String path, String message, @Nullable String fix) {

  /** As compilers spell it: the place, the field, what is wrong. */
  String text() {
    var text = new StringBuilder(source);
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ").append(title());
    return text.append(": ").append(advice()).toString();
  }

  /** Whose it is, and which field. */
  String title() {
    return path.isEmpty()
        ? resource.isEmpty() ? "error" : resource
        : resource.isEmpty() ? path : resource + ": " + path;
  }

  /** What is wrong and what helps. */
  String advice() {
    return fix == null ? message : message + " (fix: " + fix + ")";
  }
}
