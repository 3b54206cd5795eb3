// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of a resource that the libraries take: Jackson's tree, and plain values for CEL.
 */
final class JsonTree {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private JsonTree() {}

  /** Whether maps and lists are nested in {@code value} to more than {@code levels}. */
  static boolean isDeeperThan(int levels, @Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          levels == 0 || map.values().stream().anyMatch(member -> isDeeperThan(levels - 1, member));
      case List<?> list ->
          levels == 0 || list.stream().anyMatch(item -> isDeeperThan(levels - 1, item));
      case null, default -> false;
    };
  }

  /** Whether {@code value} consists of more than {@code limit} values, itself included. */
  static boolean isLargerThan(int limit, @Nullable Object value) {
    return left(limit, value) < 0;
  }

  /** How many of {@code limit} values are left after {@code value}; negative if it has more. */
  private static int left(int limit, @Nullable Object value) {
    int left = limit - 1;
    Collection<?> below =
        switch (value) {
          case Map<?, ?> map -> map.values();
          case List<?> list -> list;
          case null, default -> List.of();
        };
    for (var it : below) {
      if (left < 0) {
        break;
      }
      left = left(left, it);
    }
    return left;
  }

  /**
   * {@code value} without the members of maps that are null, which the API server drops as well.
   */
  static JsonNode of(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var node = MAPPER.createObjectNode();
        map.forEach(
            (name, member) -> {
              if (member != null) {
                node.set(String.valueOf(name), of(member));
              }
            });
        yield node;
      }
      case List<?> list -> {
        var node = MAPPER.createArrayNode();
        list.forEach(item -> node.add(of(item)));
        yield node;
      }
      case null, default -> MAPPER.valueToTree(value);
    };
  }

  /** {@code node} as CEL knows it: maps, lists, strings, booleans, and every integer as a long. */
  static Object plain(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        var map = new LinkedHashMap<String, Object>();
        node.properties().forEach(member -> map.put(member.getKey(), plain(member.getValue())));
        yield map;
      }
      case ARRAY -> {
        var list = new ArrayList<Object>(node.size());
        node.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case NUMBER ->
          node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
      case BOOLEAN -> node.booleanValue();
      default -> node.asText();
    };
  }
}
