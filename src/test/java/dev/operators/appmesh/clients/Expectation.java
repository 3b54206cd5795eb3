// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Compares an output with what is expected of it: an object may have more members than expected, a
 * list no more elements.
 *
 * @param showsNulls whether null can be told from absence
 */
record Expectation(boolean showsNulls) {

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final long EARLIEST = 1_700_000_000;
  private static final long LATEST = 4_000_000_000L;

  /**
   * The first difference, in words.
   *
   * @param path where {@code actual} is
   * @param actual missing where there is nothing
   */
  Optional<String> difference(String path, JsonNode expected, JsonNode actual) {
    return switch (expected.getNodeType()) {
      case OBJECT -> object(path, expected, actual);
      case ARRAY -> list(path, expected, actual);
      case STRING -> text(path, expected, actual);
      case NUMBER ->
          fits(actual.isNumber() && compare(actual, expected) == 0, path, expected, actual);
      default -> fits(expected.equals(actual), path, expected, actual);
    };
  }

  private Optional<String> object(String path, JsonNode expected, JsonNode actual) {
    if (expected.has("$exactly")) {
      return exactly(path, expected.get("$exactly"), actual);
    }
    if (expected.has("$after")) {
      var later = actual.isNumber() && compare(actual, expected.get("$after")) > 0;
      return fits(later, path, expected, actual);
    }
    if (expected.has("$containing")) {
      return StreamSupport.stream(expected.get("$containing").spliterator(), false)
          .filter(element -> !contains(actual, element))
          .findFirst()
          .map(element -> difference(path, element, actual, "contain"));
    }
    if (!actual.isObject()) {
      return Optional.of(difference(path, expected, actual, "be"));
    }
    return expected.properties().stream()
        .flatMap(
            member ->
                difference(
                    path + "." + member.getKey(), member.getValue(), actual.path(member.getKey()))
                    .stream())
        .findFirst();
  }

  private Optional<String> list(String path, JsonNode expected, JsonNode actual) {
    if (!actual.isArray() || actual.size() != expected.size()) {
      return Optional.of(difference(path, expected, actual, "be"));
    }
    return IntStream.range(0, expected.size())
        .boxed()
        .flatMap(i -> difference(path + "[" + i + "]", expected.get(i), actual.get(i)).stream())
        .findFirst();
  }

  private Optional<String> text(String path, JsonNode expected, JsonNode actual) {
    var fits =
        switch (expected.asText()) {
          case "$absent" -> isAbsent(actual);
          case "$null" -> showsNulls ? actual.isNull() : actual.isMissingNode();
          case "$uuid" -> actual.isTextual() && actual.asText().matches(UUID);
          case "$text" -> actual.isTextual() && !actual.asText().isEmpty();
          case "$time" ->
              actual.isNumber() && actual.asLong() > EARLIEST && actual.asLong() < LATEST;
          default -> expected.equals(actual);
        };
    return fits(fits, path, expected, actual);
  }

  /** Members that are null do not count: what is not set comes so, or not at all. */
  private Optional<String> exactly(String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      var names = new TreeSet<String>();
      Stream.of(expected, actual)
          .flatMap(object -> object.properties().stream())
          .filter(member -> !member.getValue().isNull())
          .forEach(member -> names.add(member.getKey()));
      return names.stream()
          .flatMap(
              name -> exactly(path + "." + name, expected.path(name), actual.path(name)).stream())
          .findFirst();
    }
    if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      return IntStream.range(0, expected.size())
          .boxed()
          .flatMap(i -> exactly(path + "[" + i + "]", expected.get(i), actual.get(i)).stream())
          .findFirst();
    }
    return difference(path, expected, actual);
  }

  private boolean contains(JsonNode list, JsonNode element) {
    return StreamSupport.stream(list.spliterator(), false)
        .anyMatch(one -> difference("", element, one).isEmpty());
  }

  private static boolean isAbsent(JsonNode actual) {
    return actual.isMissingNode() || actual.isNull();
  }

  private static int compare(JsonNode one, JsonNode other) {
    return one.decimalValue().compareTo(other.decimalValue());
  }

  private static Optional<String> fits(
      boolean fits, String path, JsonNode expected, JsonNode actual) {
    return fits ? Optional.empty() : Optional.of(difference(path, expected, actual, "be"));
  }

  private static String difference(String path, JsonNode expected, JsonNode actual, String verb) {
    return "%s should %s %s, but is %s"
        .formatted(path, verb, expected, actual.isMissingNode() ? "missing" : actual);
  }
}
