// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value with the lines of all values in it.
 *
 * @param size the number of values, including itself, with each alias counted as the value that it
 *     stands for
 */
record Node(@Nullable Object value, Lines lines, long size) {

  static Node scalar(@Nullable Object value, int line) {
    return new Node(value, Lines.of(line), 1);
  }

  /** An object under construction. */
  static final class Members {
    private final int line;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private long size = 1;

    Members(int line) {
      this.line = line;
    }

    /** Adds a member, unless there is one of this name. Returns whether it was added. */
    boolean add(String name, int nameLine, Node node) {
      var named = new Node(node.value(), node.lines().at(nameLine), node.size());
      boolean added = nodes.putIfAbsent(name, named) == null;
      size += added ? node.size() : 0;
      return added;
    }

    /** Adds the members of another object, except those whose names are there. */
    void merge(Map<?, ?> members, Lines lines, long otherSize) {
      members.forEach(
          (name, value) ->
              nodes.putIfAbsent(
                  (String) name,
                  new Node(value, Objects.requireNonNull(lines.members().get(name)), 0)));
      size += otherSize;
    }

    Node node() {
      var values = new LinkedHashMap<String, Object>();
      var lines = new LinkedHashMap<String, Lines>();
      for (var member : nodes.entrySet()) {
        var value = member.getValue().value();
        if (value != null) {
          values.put(member.getKey(), value);
        }
        lines.put(member.getKey(), member.getValue().lines());
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
