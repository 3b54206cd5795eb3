// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.List;

/** The rule that lists of type {@code set} and {@code map} hold no item, or no key, twice. */
final class ListRules {

  private static final String TYPE = "x-kubernetes-list-type";
  private static final String KEYS = "x-kubernetes-list-map-keys";

  private ListRules() {}

  /** Adds what is wrong with {@code value}, which stands at {@code path}, to {@code found}. */
  static void check(JsonNode schema, JsonNode value, String path, List<Violation> found) {
    for (var member : schema.path("properties").properties()) {
      if (value.has(member.getKey())) {
        check(member.getValue(), value.get(member.getKey()), path + "." + member.getKey(), found);
      }
    }
    if (value instanceof ArrayNode list && schema.has("items")) {
      var seen = new HashSet<JsonNode>();
      for (int i = 0; i < list.size(); i++) {
        var at = path + "[" + i + "]";
        var identity = identity(schema, list.get(i));
        if (!schema.path(TYPE).asText("atomic").equals("atomic") && !seen.add(identity)) {
          found.add(new Violation(at, "Duplicate value: " + identity));
        }
        check(schema.get("items"), list.get(i), at, found);
      }
    }
  }

  /** What makes an item the same as another: its keys, or all of it. */
  private static JsonNode identity(JsonNode schema, JsonNode item) {
    if (!schema.has(KEYS)) {
      return item;
    }
    var keys = JsonNodeFactory.instance.objectNode();
    schema.get(KEYS).forEach(key -> keys.set(key.asText(), item.path(key.asText())));
    return keys;
  }
}
