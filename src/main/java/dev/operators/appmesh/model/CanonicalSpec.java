// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The form in which two specs that mean the same are equal: App Mesh's defaults filled in, sets
 * sorted, and nothing empty.
 */
final class CanonicalSpec {

  /** Members that are sets although the API calls them lists. */
  private static final Set<String> SETS = Set.of("ports", "exact", "certificateAuthorityArns");

  private CanonicalSpec() {}

  static Map<String, Object> of(SpecTree spec) {
    return map(spec.members());
  }

  private static Map<String, Object> map(Map<?, ?> members) {
    var canonical = new TreeMap<String, Object>();
    withDefaults(members)
        .forEach(
            (name, value) -> {
              var member = value(name, value);
              if (!isEmpty(member)) {
                canonical.put(name, member);
              }
            });
    return canonical;
  }

  private static Object value(String name, Object value) {
    return switch (value) {
      case Map<?, ?> map -> map(map);
      case List<?> list when SETS.contains(name) ->
          list.stream().distinct().sorted(Comparator.comparing(Object::toString)).toList();
      case List<?> list -> list.stream().map(item -> value("", item)).toList();
      default -> value;
    };
  }

  private static boolean isEmpty(Object value) {
    return (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  /** What App Mesh assumes where a member is left out. */
  private static Map<String, Object> withDefaults(Map<?, ?> members) {
    var complete = new LinkedHashMap<String, Object>();
    members.forEach((name, value) -> complete.put(String.valueOf(name), value));
    if (complete.containsKey("validation") && !complete.containsKey("mode")) {
      complete.putIfAbsent("enforce", true); // a client policy's tls
    }
    if (complete.containsKey("maxConnections")) {
      complete.putIfAbsent("maxPendingRequests", 2147483647L);
    }
    if (complete.get("healthCheck") instanceof Map<?, ?> check
        && complete.get("portMapping") instanceof Map<?, ?> mapping
        && mapping.get("port") instanceof Long port
        && !check.containsKey("port")) {
      var withPort = new LinkedHashMap<Object, Object>(check);
      withPort.put("port", port);
      complete.put("healthCheck", withPort);
    }
    return complete;
  }
}
