// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.model.Ordered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway route makes of paths and hosts.
 *
 * @param path which paths
 * @param action the members of Envoy's action
 */
record Rewrites(PathMatch path, Ordered action) {

  private static final String DISABLED = "DISABLED";

  /** The rewrites of a gateway route, of which there may be two. */
  static List<Rewrites> of(boolean grpc, RouteSpec.Rule rule, String service) {
    var path = PathMatch.of(grpc, rule.match());
    var rewrite = rule.action().rewrite();
    var host = rewrite == null ? null : rewrite.hostname();
    var action =
        host != null && DISABLED.equals(host.defaultTargetHostname())
            ? Ordered.EMPTY
            : map("host_rewrite_literal", service);
    if (grpc) {
      return List.of(new Rewrites(path, action));
    }
    if (rewrite != null && rewrite.path() != null) {
      return List.of(new Rewrites(path, action.with("regex_rewrite", whole(rewrite.path()))));
    }
    var prefix = prefix(rewrite);
    return path.kind() == PathMatch.Kind.PREFIX && prefix != null
        ? prefixes(path, prefix, action)
        : List.of(new Rewrites(path, action));
  }

  /** Without the first of two, {@code /a/b} would become {@code //b} where the prefix is /a. */
  private static List<Rewrites> prefixes(PathMatch path, String prefix, Ordered action) {
    var rewritten = action.with("prefix_rewrite", prefix);
    var plain = new Rewrites(path, rewritten);
    return prefix.endsWith("/") && !path.text().endsWith("/")
        ? List.of(
            new Rewrites(new PathMatch(PathMatch.Kind.PREFIX, path.text() + "/"), rewritten), plain)
        : List.of(plain);
  }

  private static @Nullable String prefix(RouteSpec.@Nullable Rewrite rewrite) {
    var prefix = rewrite == null ? null : rewrite.prefix();
    if (prefix == null) {
      return "/";
    }
    if (prefix.value() != null) {
      return prefix.value();
    }
    return DISABLED.equals(prefix.defaultPrefix()) ? null : "/";
  }

  /** The whole path, but not what follows a question mark. */
  private static @Nullable Map<String, Object> whole(RouteSpec.ValueMatch path) {
    return path.exact() == null
        ? null
        : map("pattern", map("regex", "^[^?]*"))
            .with("substitution", path.exact().replace("\\", "\\\\"));
  }
}
