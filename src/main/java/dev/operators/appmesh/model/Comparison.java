// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two trees member by member. */
final class Comparison {

  private final List<Difference> differences = new ArrayList<>();

  List<Difference> compare(Map<String, Object> desired, Map<String, Object> actual) {
    members("", desired, actual);
    return List.copyOf(differences);
  }

  private void members(String path, Map<?, ?> desired, Map<?, ?> actual) {
    var names = new TreeSet<String>();
    desired.keySet().forEach(name -> names.add(String.valueOf(name)));
    actual.keySet().forEach(name -> names.add(String.valueOf(name)));
    for (var name : names) {
      value(path.isEmpty() ? name : path + "." + name, desired.get(name), actual.get(name));
    }
  }

  private void value(String path, @Nullable Object desired, @Nullable Object actual) {
    if (desired instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> found) {
      members(path, wanted, found);
    } else if (desired instanceof List<?> wanted
        && actual instanceof List<?> found
        && !wanted.isEmpty()
        && wanted.getFirst() instanceof Map<?, ?>) {
      for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
        value(path + "[" + i + "]", item(wanted, i), item(found, i));
      }
    } else if (!Objects.equals(desired, actual)) {
      differences.add(new Difference(path, json(desired), json(actual)));
    }
  }

  private static @Nullable Object item(List<?> list, int index) {
    return index < list.size() ? list.get(index) : null;
  }

  private static @Nullable String json(@Nullable Object value) {
    return value == null ? null : CompactJson.write(value);
  }
}
