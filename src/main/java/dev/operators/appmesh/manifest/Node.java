// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that was read, with the lines of all in it.
 *
 * @param size how many values it is, itself included, each alias counted as what it stands for
 */
record Node(@Nullable Object value, Lines lines, long size) {

  static Node scalar(@Nullable Object value, int line) {
    return new Node(value, Lines.of(line), 1);
  }

  /** An object under construction. */
  static final class Members {
    private final int line;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    Members(int line) {
      this.line = line;
    }

    /** Whether there was none of that name yet. */
    boolean add(String name, int nameLine, Node node) {
      var named = new Node(node.value(), node.lines().at(nameLine), node.size());
      return nodes.putIfAbsent(name, named) == null;
    }

    Node node() {
      var values = new LinkedHashMap<String, Object>();
      var lines = new LinkedHashMap<String, Lines>();
      long size = 1;
      for (var member : nodes.entrySet()) {
        var value = member.getValue().value();
        if (value != null) {
          values.put(member.getKey(), value);
        }
        lines.put(member.getKey(), member.getValue().lines());
        size += member.getValue().size();
      }
      return new Node(Collections.unmodifiableMap(values), new Lines(line, lines, List.of()), size);
    }
  }

  static Node list(List<Node> items, int line) {
    var values = new ArrayList<@Nullable Object>();
    var lines = new ArrayList<Lines>();
    long size = 1;
    for (var item : items) {
      values.add(item.value());
      lines.add(item.lines());
      size += item.size();
    }
    return new Node(Collections.unmodifiableList(values), new Lines(line, Map.of(), lines), size);
  }
}
