// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' metav1.LabelSelector, as far as it can be read: what cannot be read matches nothing.
 */
final class LabelSelector {

  private LabelSelector() {}

  /**
   * Whether {@code labels} match.
   *
   * @param selector as it is stored; null matches nothing, an empty one everything
   */
  static boolean matches(@Nullable Object selector, Map<String, String> labels) {
    return selector instanceof Map<?, ?> members
        && members.entrySet().stream()
            .allMatch(
                member ->
                    switch (String.valueOf(member.getKey())) {
                      case "matchLabels" -> hasAll(member.getValue(), labels);
                      case "matchExpressions" -> meetsAll(member.getValue(), labels);
                      default -> false;
                    });
  }

  private static boolean hasAll(@Nullable Object wanted, Map<String, String> labels) {
    return wanted instanceof Map<?, ?> all && labels.entrySet().containsAll(all.entrySet());
  }

  private static boolean meetsAll(@Nullable Object requirements, Map<String, String> labels) {
    return requirements instanceof List<?> all
        && all.stream().allMatch(it -> it instanceof Map<?, ?> one && meets(one, labels));
  }

  private static boolean meets(Map<?, ?> requirement, Map<String, String> labels) {
    if (!(requirement.get("key") instanceof String key)
        || !(requirement.get("operator") instanceof String operator)) {
      return false;
    }
    var values = requirement.get("values") instanceof List<?> list ? list : List.of();
    var value = labels.get(key);
    return switch (operator) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
