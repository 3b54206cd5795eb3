// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the operation of a method and path. */
public final class OperationPaths {
  private static final List<Template> TEMPLATES =
      Stream.of(Operation.values())
          .map(operation -> new Template(operation, segments(operation.path())))
          .toList();

  private OperationPaths() {}

  /**
   * An operation and the labels in a path.
   *
   * @param operation the operation
   * @param labels the decoded labels, such as {@code meshName}
   */
  public record Match(Operation operation, Map<String, String> labels) {}

  /**
   * The operation for {@code method} and the percent-encoded {@code path}; empty if there is none.
   */
  public static Optional<Match> find(String method, String path) {
    var segments = segments(path);
    return TEMPLATES.stream()
        .filter(template -> template.operation().method().equals(method))
        .filter(template -> matches(template.segments(), segments))
        .findFirst()
        .map(template -> new Match(template.operation(), labels(template.segments(), segments)));
  }

  private record Template(Operation operation, List<String> segments) {}

  private static boolean matches(List<String> template, List<String> segments) {
    if (template.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      if (isLabel(template.get(i)) ? segment.isEmpty() : !segment.equals(template.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> labels(List<String> template, List<String> segments) {
    var labels = new HashMap<String, String>();
    for (int i = 0; i < segments.size(); i++) {
      var name = template.get(i);
      if (isLabel(name)) {
        labels.put(name.substring(1, name.length() - 1), decoded(segments.get(i)));
      }
    }
    return labels;
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private static boolean isLabel(String segment) {
    return segment.startsWith("{");
  }

  private static String decoded(String segment) {
    try {
      // URLDecoder decodes forms, in which a plus is a space. In a path it is a plus.
      return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.badRequest("The path is not correctly percent-encoded: " + segment);
    }
  }
}
