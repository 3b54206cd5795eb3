// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.model.Ordered;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which requests a gateway route or a route is for, as Envoy has it. */
final class Matches {

  private static final int LONGEST_PARAMETER = 1024;

  private Matches() {}

  /**
   * Envoy's match.
   *
   * @param path that of {@code match}, or one that was made of it
   * @param more matchers of headers that come first
   */
  static Map<String, Object> tree(
      PathMatch path, boolean grpc, RouteSpec.Match match, List<Map<String, Object>> more) {
    var headers = new ArrayList<>(more);
    addExact(":method", match.method(), headers);
    addExact(":scheme", match.scheme(), headers);
    headers(match).map(Matches::header).forEach(headers::add);
    var parameters = match.queryParameters().stream().map(Matches::parameter).toList();
    return path.tree()
        .with("headers", headers.isEmpty() ? null : headers)
        .with("query_parameters", parameters.isEmpty() ? null : parameters)
        .with("grpc", grpc ? Map.of() : null);
  }

  /** Why Envoy would refuse a match, and all routes beside it; empty if it would not. */
  static Optional<String> problem(RouteSpec.Match match) {
    if (match.prefix() != null && !match.prefix().startsWith("/")) {
      return Optional.of("match.prefix does not begin with a slash: write one");
    }
    if (match.queryParameters().stream().anyMatch(it -> !isParameter(it.name()))) {
      return Optional.of(
          "match.queryParameters has a name that is empty or longer than %d bytes: change it"
              .formatted(LONGEST_PARAMETER));
    }
    return Stream.concat(
            Stream.ofNullable(match.path()),
            headers(match).flatMap(it -> Stream.ofNullable(it.match())))
        .flatMap(value -> Stream.ofNullable(value.regex()))
        .flatMap(regex -> RegularExpressions.problem(regex).stream())
        .findFirst();
  }

  private static Stream<RouteSpec.Header> headers(RouteSpec.Match match) {
    return Stream.concat(match.headers().stream(), match.metadata().stream());
  }

  private static boolean isParameter(String name) {
    return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PARAMETER;
  }

  private static void addExact(
      String name, @Nullable String value, List<Map<String, Object>> headers) {
    if (value != null) {
      headers.add(map("name", name, "string_match", map("exact", value)));
    }
  }

  private static Map<String, Object> header(RouteSpec.Header header) {
    return map("name", header.name())
        .withAll(value(header.match()))
        .with("invert_match", header.invert() ? true : null);
  }

  private static Map<String, Object> parameter(RouteSpec.QueryParameter parameter) {
    return map("name", parameter.name()).withAll(value(parameter.match()));
  }

  private static Ordered value(RouteSpec.@Nullable ValueMatch match) {
    if (match == null) {
      return map("present_match", true);
    }
    if (match.range() != null) {
      return map("range_match", map("start", match.range().start(), "end", match.range().end()));
    }
    var text =
        map("exact", match.exact())
            .with("prefix", match.prefix())
            .with("suffix", match.suffix())
            .with("safe_regex", match.regex() == null ? null : map("regex", match.regex()));
    return text.isEmpty() ? map("present_match", true) : map("string_match", text);
  }
}
