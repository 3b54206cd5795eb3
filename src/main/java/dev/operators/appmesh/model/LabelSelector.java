// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A label selector as Kubernetes reads it (type LabelSelector of meta/v1): all requirements must
 * hold, and one without any matches everything.
 */
public record LabelSelector(List<Requirement> requirements) {

  /** What a requirement may ask. */
  public enum Operator {
    /** The label has one of the values. */
    In,
    /** The label has none of the values, or is not there. */
    NotIn,
    /** The label is there. */
    Exists,
    /** The label is not there. */
    DoesNotExist
  }

  /** What one label must be. */
  public record Requirement(String key, Operator operator, Set<String> values) {

    /** Keeps the values as they are now. */
    public Requirement {
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

  /** Keeps the requirements as they are now. */
  public LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /**
   * Reads a selector. What it cannot read it refuses: left out, it would let more match.
   *
   * @param selector an object with {@code matchLabels} and {@code matchExpressions}, or one of them
   * @throws IllegalArgumentException if that is no selector; the message says why
   */
  public static LabelSelector of(@Nullable Object selector) {
    var requirements = new ArrayList<Requirement>();
    object(selector, "the selector")
        .forEach(
            (member, value) -> {
              switch (String.valueOf(member)) {
                case "matchLabels" ->
                    object(value, "matchLabels")
                        .forEach((key, label) -> requirements.add(hasValue(key, label)));
                case "matchExpressions" ->
                    list(value, "matchExpressions")
                        .forEach(it -> requirements.add(requirement(it)));
                default -> throw new IllegalArgumentException("a selector has no member " + member);
              }
            });
    return new LabelSelector(requirements);
  }

  private static Requirement hasValue(Object key, @Nullable Object value) {
    return new Requirement(String.valueOf(key), Operator.In, Set.of(text(value, "matchLabels")));
  }

  private static Requirement requirement(@Nullable Object expression) {
    if (!(expression instanceof Map<?, ?> members) || !(members.get("key") instanceof String key)) {
      throw new IllegalArgumentException("matchExpressions has an entry without key");
    }
    var values = members.get("values");
    return new Requirement(
        key,
        operator(members.get("operator")),
        values == null
            ? Set.of()
            : list(values, "values").stream()
                .map(it -> text(it, "values"))
                .collect(Collectors.toSet()));
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

  private static Map<?, ?> object(@Nullable Object value, String name) {
    if (value instanceof Map<?, ?> members) {
      return members;
    }
    throw new IllegalArgumentException(name + " is no object");
  }

  private static List<?> list(@Nullable Object value, String name) {
    if (value instanceof List<?> items) {
      return items;
    }
    throw new IllegalArgumentException(name + " is no list");
  }

  private static String text(@Nullable Object value, String name) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " has " + value + ", which is no text: quote it");
  }

  /** Whether it matches whatever the labels are. */
  public boolean matchesEverything() {
    return requirements.isEmpty();
  }

  /** Whether the labels of something meet all requirements. */
  public boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(it -> it.holds(labels));
  }
}
