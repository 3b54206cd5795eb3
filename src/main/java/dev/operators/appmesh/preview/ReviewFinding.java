// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.preview;

import org.jspecify.annotations.Nullable;

/**
 * A problem that must be fixed before a manifest can be applied.
 *
 * @param source the file, or {@code -} for standard input
 * @param line the line, counted from 1; 0 if the problem concerns the whole file
 * @param resource kind, namespace and name; empty if the problem concerns no resource
 * @param path the field; empty if the problem concerns no field
 * @param message the problem
 * @param fix how to fix it; null if the message says it
 */
public record ReviewFinding(
    String source, int line, String resource, String path, String message, @Nullable String fix) {

  /** As compilers spell it: the place, the field, the problem. */
  String text() {
    return source + (line > 0 ? ":" + line : "") + ": " + title() + ": " + advice();
  }

  /** The resource and the field. */
  String title() {
    return path.isEmpty()
        ? resource.isEmpty() ? "error" : resource
        : resource.isEmpty() ? path : resource + ": " + path;
  }

  /** The problem and how to fix it. */
  String advice() {
    return fix == null ? message : message + " (fix: " + fix + ")";
  }
}
