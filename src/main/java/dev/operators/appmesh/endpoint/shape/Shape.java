// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The shape of a JSON value of the API: its type, its members and its bounds. */
public sealed interface Shape {

  /** A string, number or boolean whose bounds are checked elsewhere. */
  record Scalar() implements Shape {}

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {}

  /** A string with a minimum and maximum number of characters (Unicode code points). */
  record Text(int min, int max) implements Shape {}

  /** A string that this regular expression describes, with its bounds. */
  record Pattern(String regex, Text bounds) implements Shape {}

  /** One of these strings, in alphabetical order. */
  record Choice(List<String> values) implements Shape {}

  /** A whole number in this range. */
  record Whole(long min, long max) implements Shape {}

  /** A list with a minimum and maximum number of elements. */
  record ListOf(Shape element, int min, int max) implements Shape {}

  /**
   * A JSON object.
   *
   * @param members the known members
   * @param required members that must be present
   * @param oneOf members of which exactly one must be present; empty for no such rule
   */
  record Structure(Map<String, Shape> members, Set<String> required, Set<String> oneOf)
      implements Shape {

    /** This structure with one more member. */
    Structure with(String name, Shape shape) {
      var more = new TreeMap<>(members);
      more.put(name, shape);
      return new Structure(more, required, oneOf);
    }

    /** This structure with one more member, which is required. */
    Structure requiring(String name, Shape shape) {
      var more = new TreeSet<>(required);
      more.add(name);
      return new Structure(with(name, shape).members, more, oneOf);
    }

    /** This structure with the rule that exactly one of the members {@code names} is present. */
    Structure withOneOf(String... names) {
      return new Structure(members, required, new TreeSet<>(List.of(names)));
    }

    /** This structure with the rule that exactly one of its members is present. */
    Structure union() {
      return new Structure(members, required, members.keySet());
    }
  }

  /** A structure of scalars. */
  static Structure structure(String... scalars) {
    var structure = new Structure(Map.of(), Set.of(), Set.of());
    for (var scalar : scalars) {
      structure = structure.with(scalar, new Scalar());
    }
    return structure;
  }

  /** A string of any length. */
  static Text text() {
    return new Text(0, Integer.MAX_VALUE);
  }

  /** One of these strings. */
  static Choice choice(String... values) {
    return new Choice(Stream.of(values).sorted().toList());
  }

  /** A whole number of at least {@code min}. */
  static Whole atLeast(long min) {
    return new Whole(min, Long.MAX_VALUE);
  }

  /** A list of any length. */
  static ListOf listOf(Shape element) {
    return new ListOf(element, 0, Integer.MAX_VALUE);
  }

  /**
   * {@code value} as App Mesh sends it: with null for absent members of structures that are not
   * empty.
   */
  default @Nullable Object withNulls(@Nullable Object value) {
    return switch (this) {
      case Structure structure when value instanceof Map<?, ?> object && !object.isEmpty() -> {
        var whole = new LinkedHashMap<String, @Nullable Object>();
        structure
            .members()
            .forEach((name, shape) -> whole.put(name, shape.withNulls(object.get(name))));
        yield whole;
      }
      case ListOf list when value instanceof List<?> elements ->
          elements.stream().map(list.element()::withNulls).toList();
      case Scalar _, Flag _, Text _, Pattern _, Choice _, Whole _, ListOf _, Structure _ -> value;
    };
  }
}
