// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The changes that make a valid spec one that its schema refuses. */
final class InvalidatingChanges {

  private InvalidatingChanges() {}

  /** The changes to {@code spec}, which is mutable; each does one thing. */
  static List<Runnable> of(JsonNode schema, Map<String, Object> spec) {
    var changes = new ArrayList<Runnable>();
    collect(schema, spec, anything -> {}, changes);
    return changes;
  }

  @SuppressWarnings("unchecked")
  private static void collect(
      JsonNode node, Object value, Consumer<Object> replace, List<Runnable> changes) {
    if (value instanceof Map<?, ?> found) {
      var object = (Map<String, Object>) found;
      changes.add(() -> object.put("bogus", 1));
      node.path("required").forEach(name -> changes.add(() -> object.remove(name.asText())));
      object.forEach(
          (name, member) ->
              collect(
                  node.path("properties").path(name), member, v -> object.put(name, v), changes));
    } else if (value instanceof List<?> found) {
      var list = (List<Object>) found;
      for (int i = 0; i < list.size(); i++) {
        var index = i;
        collect(node.path("items"), list.get(i), v -> list.set(index, v), changes);
      }
    } else if (value instanceof Boolean) {
      changes.add(() -> replace.accept("true"));
    } else if (value instanceof String) {
      changes.add(() -> replace.accept(7));
      changes.add(() -> replace.accept("x".repeat(node.path("maxLength").asInt(9) + 1)));
    } else if (value instanceof Integer) {
      changes.add(() -> replace.accept("7"));
      changes.add(() -> replace.accept(node.path("minimum").asLong() - 1));
      changes.add(() -> replace.accept(node.path("maximum").asLong() + 1));
    }
  }
}
