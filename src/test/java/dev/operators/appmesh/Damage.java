// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The ways to make a valid spec one that its schema refuses. */
final class Damage {

  private Damage() {}

  /** The ways to damage {@code spec}, which is mutable; each does one thing. */
  static List<Runnable> ways(JsonNode schema, Map<String, Object> spec) {
    var ways = new ArrayList<Runnable>();
    collect(schema, spec, anything -> {}, ways);
    return ways;
  }

  @SuppressWarnings("unchecked")
  private static void collect(
      JsonNode node, Object value, Consumer<Object> replace, List<Runnable> ways) {
    if (value instanceof Map<?, ?> found) {
      var object = (Map<String, Object>) found;
      ways.add(() -> object.put("bogus", 1));
      node.path("required").forEach(name -> ways.add(() -> object.remove(name.asText())));
      object.forEach(
          (name, member) ->
              collect(node.path("properties").path(name), member, v -> object.put(name, v), ways));
    } else if (value instanceof List<?> found) {
      var list = (List<Object>) found;
      for (int i = 0; i < list.size(); i++) {
        var index = i;
        collect(node.path("items"), list.get(i), v -> list.set(index, v), ways);
      }
    } else if (value instanceof Boolean) {
      ways.add(() -> replace.accept("true"));
    } else if (value instanceof String) {
      ways.add(() -> replace.accept(7));
      ways.add(() -> replace.accept("x".repeat(node.path("maxLength").asInt(9) + 1)));
    } else if (value instanceof Integer) {
      ways.add(() -> replace.accept("7"));
      ways.add(() -> replace.accept(node.path("minimum").asLong() - 1));
      ways.add(() -> replace.accept(node.path("maximum").asLong() + 1));
    }
  }
}
