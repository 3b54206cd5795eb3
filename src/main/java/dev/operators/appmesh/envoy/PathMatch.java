// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.model.Ordered;
import org.jspecify.annotations.Nullable;

/**
 * The part of a match that is about the path.
 *
 * @param kind how paths are compared
 * @param text with what
 */
record PathMatch(Kind kind, String text) {

  /** The comparisons. */
  enum Kind {
    PREFIX,
    EXACT,
    REGEX
  }

  /** That of a gateway route or a route; all paths, where it says nothing. */
  static PathMatch of(boolean grpc, RouteSpec.Match match) {
    if (grpc) {
      return grpc(match.serviceName(), match.methodName());
    }
    var path = match.path();
    if (path != null && path.exact() != null) {
      return new PathMatch(Kind.EXACT, path.exact());
    }
    if (path != null && path.regex() != null) {
      return new PathMatch(Kind.REGEX, path.regex());
    }
    return new PathMatch(Kind.PREFIX, match.prefix() == null ? "/" : match.prefix());
  }

  private static PathMatch grpc(@Nullable String service, @Nullable String method) {
    if (service == null || service.isEmpty()) {
      return new PathMatch(Kind.PREFIX, "/");
    }
    return method == null
        ? new PathMatch(Kind.PREFIX, "/%s/".formatted(service))
        : new PathMatch(Kind.EXACT, "/%s/%s".formatted(service, method));
  }

  /** Envoy's members of it. */
  Ordered tree() {
    return switch (kind) {
      case PREFIX -> map("prefix", text);
      case EXACT -> map("path", text);
      case REGEX -> map("safe_regex", map("regex", text));
    };
  }
}
