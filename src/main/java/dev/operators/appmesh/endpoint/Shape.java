// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which members a JSON value of the API can have. */
sealed interface Shape {

  /** A string, number or boolean. */
  record Scalar() implements Shape {}

  record ListOf(Shape element) implements Shape {}

  record Structure(Map<String, Shape> members) implements Shape {

    /** This structure with one more member. */
    Structure with(String name, Shape shape) {
      var more = new TreeMap<>(members);
      more.put(name, shape);
      return new Structure(more);
    }
  }

  /** A structure of scalars. */
  static Structure structure(String... scalars) {
    var structure = new Structure(Map.of());
    for (var scalar : scalars) {
      structure = structure.with(scalar, new Scalar());
    }
    return structure;
  }

  /** Refuses a value that has a member which its shape does not have. */
  default void checkMembers(String path, Object value) {
    unknownMember(path, value)
        .ifPresent(
            member -> {
              throw ApiError.badRequest("Unknown member: " + member);
            });
  }

  /** Path of the first member in {@code value} that its shape does not have. */
  default Optional<String> unknownMember(String path, @Nullable Object value) {
    return switch (this) {
      case Structure structure when value instanceof Map<?, ?> object ->
          object.entrySet().stream()
              .flatMap(
                  member -> {
                    var inner = path + "." + member.getKey();
                    var shape = structure.members().get((String) member.getKey());
                    return shape == null
                        ? Optional.of(inner).stream()
                        : shape.unknownMember(inner, member.getValue()).stream();
                  })
              .findFirst();
      case ListOf list when value instanceof List<?> elements ->
          IntStream.range(0, elements.size())
              .boxed()
              .flatMap(
                  i -> list.element().unknownMember(path + "[" + i + "]", elements.get(i)).stream())
              .findFirst();
      case Scalar _, ListOf _, Structure _ -> Optional.empty();
    };
  }

  /**
   * {@code value} as App Mesh sends it: absent members of a structure are null, but an empty
   * structure stays empty.
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
      case Scalar _, ListOf _, Structure _ -> value;
    };
  }
}
