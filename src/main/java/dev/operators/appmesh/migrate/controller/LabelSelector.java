// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A label selector as Kubernetes reads it (type LabelSelector of meta/v1): all requirements must
 * hold, and one without any matches everything.
 */
record LabelSelector(List<Requirement> requirements) {

  /** What a requirement may ask. */
  enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist
  }

  /** What one label must be. */
  record Requirement(String key, Operator operator, Set<String> values) {

    Requirement {
      values = Set.copyOf(values);
    }

    boolean holds(Map<String, String> labels) {
      var value = labels.get(key);
      return switch (operator) {
        case In -> value != null && values.contains(value);
        case NotIn -> value == null || !values.contains(value);
        case Exists -> value != null;
        case DoesNotExist -> value == null;
      };
    }
  }

  LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /**
   * Reads {@code matchLabels} and {@code matchExpressions}.
   *
   * @throws IllegalArgumentException if that is no selector; the message says why
   */
  static LabelSelector of(Map<?, ?> selector) {
    var requirements = new ArrayList<Requirement>();
    if (selector.get("matchLabels") instanceof Map<?, ?> labels) {
      labels.forEach(
          (key, value) ->
              requirements.add(
                  new Requirement(
                      String.valueOf(key), Operator.In, Set.of(String.valueOf(value)))));
    }
    if (selector.get("matchExpressions") instanceof List<?> expressions) {
      expressions.forEach(it -> requirements.add(requirement(it)));
    }
    return new LabelSelector(requirements);
  }

  private static Requirement requirement(@Nullable Object expression) {
    if (!(expression instanceof Map<?, ?> members) || members.get("key") == null) {
      throw new IllegalArgumentException("matchExpressions has an entry without key");
    }
    var values = new ArrayList<String>();
    if (members.get("values") instanceof List<?> given) {
      given.forEach(value -> values.add(String.valueOf(value)));
    }
    return new Requirement(
        String.valueOf(members.get("key")), operator(members.get("operator")), Set.copyOf(values));
  }

  private static Operator operator(@Nullable Object name) {
    for (var operator : Operator.values()) {
      if (operator.name().equals(name)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(
        "matchExpressions has the operator " + name + "; In, NotIn, Exists and DoesNotExist exist");
  }

  /** Whether it matches whatever the labels are. */
  boolean matchesEverything() {
    return requirements.isEmpty();
  }

  boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(it -> it.holds(labels));
  }
}
