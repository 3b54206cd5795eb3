// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the operation of a method and path. */
public final class OperationPaths {
  private static final Map<Operation, Pattern> PATTERNS =
      Stream.of(Operation.values()).collect(toMap(it -> it, it -> pattern(it.path())));

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
    return PATTERNS.entrySet().stream()
        .filter(entry -> entry.getKey().method().equals(method))
        .flatMap(
            entry ->
                entry
                    .getValue()
                    .matcher(path)
                    .results()
                    .map(found -> new Match(entry.getKey(), labels(found))))
        .findFirst();
  }

  /** The whole path, with its labels as named groups. */
  private static Pattern pattern(String path) {
    return Pattern.compile("^" + path.replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)") + "\\z");
  }

  private static Map<String, String> labels(MatchResult found) {
    return found.namedGroups().keySet().stream()
        .collect(toMap(label -> label, label -> decoded(found.group(label))));
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
