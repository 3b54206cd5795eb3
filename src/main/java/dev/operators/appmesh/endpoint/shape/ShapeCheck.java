// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.shape;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.endpoint.shape.Shape.Choice;
import dev.operators.appmesh.endpoint.shape.Shape.Flag;
import dev.operators.appmesh.endpoint.shape.Shape.ListOf;
import dev.operators.appmesh.endpoint.shape.Shape.Pattern;
import dev.operators.appmesh.endpoint.shape.Shape.Scalar;
import dev.operators.appmesh.endpoint.shape.Shape.Structure;
import dev.operators.appmesh.endpoint.shape.Shape.Text;
import dev.operators.appmesh.endpoint.shape.Shape.Whole;
import java.util.List;

/** Checks values against shapes. */
public final class ShapeCheck {

  private ShapeCheck() {}

  /**
   * Throws {@link ApiError} for the first member that does not match the shape.
   *
   * @param shape the required shape
   * @param path path of {@code value} in the request, such as {@code spec}
   * @param value JSON without nulls
   */
  public static void check(Shape shape, String path, Object value) {
    switch (shape) {
      case Scalar() -> {}
      case Flag() -> typed(path, value, Boolean.class, "true or false");
      case Text text -> length(text, path, typed(path, value, String.class, "a string"));
      case Pattern(var regex, var bounds) -> {
        check(bounds, path, value);
        if (!((String) value).matches(regex)) {
          throw ApiError.badRequest(path + " must match " + regex + ".");
        }
      }
      case Choice choice -> oneOf(choice, path, typed(path, value, String.class, "a string"));
      case Whole whole -> range(whole, path, typed(path, value, Long.class, "a whole number"));
      case ListOf list -> elements(list, path, typed(path, value, List.class, "a list"));
      case Structure structure -> members(structure, JsonMembers.of(path + ".", value));
    }
  }

  private static void members(Structure structure, JsonMembers object) {
    object.only(structure.members().keySet());
    structure.required().forEach(object::required);
    var oneOf = structure.oneOf();
    if (!oneOf.isEmpty() && oneOf.stream().filter(object.values()::containsKey).count() != 1) {
      throw ApiError.badRequest(
          "%s must have exactly one of %s."
              .formatted(
                  object.path().substring(0, object.path().length() - 1),
                  String.join(", ", oneOf)));
    }
    structure
        .members()
        .forEach(
            (name, shape) -> {
              var value = object.values().get(name);
              if (value != null) {
                check(shape, object.path() + name, value);
              }
            });
  }

  private static void elements(ListOf shape, String path, List<?> list) {
    size(path, list.size(), shape.min(), shape.max(), "elements");
    for (int i = 0; i < list.size(); i++) {
      check(shape.element(), path + "[" + i + "]", list.get(i));
    }
  }

  private static void length(Text shape, String path, String text) {
    size(path, text.codePointCount(0, text.length()), shape.min(), shape.max(), "characters");
  }

  private static void size(String path, int size, int min, int max, String of) {
    if (size < min || size > max) {
      throw ApiError.badRequest("%s must have %d to %d %s.".formatted(path, min, max, of));
    }
  }

  private static void oneOf(Choice shape, String path, String text) {
    if (!shape.values().contains(text)) {
      throw ApiError.badRequest(
          path + " must be one of " + String.join(", ", shape.values()) + ".");
    }
  }

  private static void range(Whole shape, String path, long number) {
    if (number < shape.min() || number > shape.max()) {
      if (shape.max() == Long.MAX_VALUE) {
        throw ApiError.badRequest(
            "%s must be a number of at least %d.".formatted(path, shape.min()));
      }
      throw ApiError.badRequest(
          "%s must be a number from %d to %d.".formatted(path, shape.min(), shape.max()));
    }
  }

  private static <T> T typed(String path, Object value, Class<T> type, String inWords) {
    if (!type.isInstance(value)) {
      throw ApiError.badRequest(path + " must be " + inWords + ".");
    }
    return type.cast(value);
  }
}
