// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a value and of all values in it.
 *
 * @param line of the value itself, counted from 1; for a member, the line of its name
 * @param members of an object
 * @param items of a list
 */
public record Lines(int line, Map<String, Lines> members, List<Lines> items) {

  /** For a value that contains no others. */
  static Lines of(int line) {
    return new Lines(line, Map.of(), List.of());
  }

  /** The same lines, but with another one for the value itself. */
  Lines at(int otherLine) {
    return new Lines(otherLine, members, items);
  }

  /**
   * The line of a field, or of the nearest enclosing value that exists.
   *
   * @param path such as {@code spec.listeners[0].portMapping.port} or {@code metadata.labels[a.b]};
   *     names may contain dots
   */
  int of(String path) {
    if (path.isEmpty()) {
      return line;
    }
    if (path.startsWith("[")) {
      int end = path.indexOf(']');
      var inside = path.substring(1, end < 0 ? path.length() : end);
      var below = items.isEmpty() ? members.get(inside) : item(inside);
      return below == null || end < 0 ? line : below.of(rest(path, end + 1));
    }
    int longest = Math.min(path.length(), Bounds.NAME);
    for (int end = isEnd(path, longest) ? longest : lastEnd(path, longest);
        end > 0;
        end = lastEnd(path, end)) {
      var below = members.get(path.substring(0, end));
      if (below != null) {
        return below.of(rest(path, end));
      }
    }
    return line;
  }

  private @Nullable Lines item(String index) {
    try {
      int i = Integer.parseInt(index);
      return i >= 0 && i < items.size() ? items.get(i) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isEnd(String path, int end) {
    return end == path.length() || path.charAt(end) == '.' || path.charAt(end) == '[';
  }

  /** The end of the next shorter name: the last dot or bracket before {@code end}. */
  private static int lastEnd(String path, int end) {
    return Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1));
  }

  private static String rest(String path, int from) {
    return path.substring(from < path.length() && path.charAt(from) == '.' ? from + 1 : from);
  }
}
