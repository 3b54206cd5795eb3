// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How the members of a route, or of a gateway route, have to agree. Their shape is checked before.
 * The rules are in the texts of App Mesh's model, those about paths, prefixes and rewrites in what
 * its authors wrote when they added them (aws-app-mesh-controller-for-k8s, issues 452 and 453).
 */
final class RouteRules {
  private static final int MAX_TOTAL_WEIGHT = 100;
  private static final Set<String> RETRY_EVENTS =
      Set.of("grpcRetryEvents", "httpRetryEvents", "tcpRetryEvents");

  private RouteRules() {}

  /** Throws {@link ApiError} if {@code spec} breaks a rule. */
  static void check(Map<String, Object> spec) {
    spec.forEach(
        (kind, route) -> {
          if (route instanceof Map<?, ?>) {
            checkRoute(JsonMembers.of("spec." + kind + ".", route));
          }
        });
  }

  private static void checkRoute(JsonMembers route) {
    route.structure("match").ifPresent(RouteRules::checkMatch);
    var action = route.requiredStructure("action");
    action.structure("rewrite").ifPresent(it -> notBoth(it, "path", "prefix"));
    checkWeights(action);
    route
        .structure("retryPolicy")
        .filter(policy -> RETRY_EVENTS.stream().noneMatch(policy.values()::containsKey))
        .ifPresent(
            policy -> {
              throw ApiError.badRequest(
                  policy.path() + "httpRetryEvents, or another list of retryEvents, is required.");
            });
  }

  private static void checkMatch(JsonMembers match) {
    notBoth(match, "path", "prefix");
    match
        .string("prefix")
        .filter(prefix -> !prefix.startsWith("/"))
        .ifPresent(
            _ -> {
              throw ApiError.badRequest(match.path() + "prefix must start with a slash.");
            });
    if (match.string("methodName").isPresent() && match.string("serviceName").isEmpty()) {
      throw ApiError.badRequest(match.path() + "serviceName is required with methodName.");
    }
    Stream.of("headers", "metadata").forEach(list -> each(match, list, RouteRules::checkRange));
  }

  private static void checkRange(JsonMembers header) {
    header
        .structure("match")
        .flatMap(match -> match.structure("range"))
        .filter(range -> number(range, "end") <= number(range, "start"))
        .ifPresent(
            range -> {
              throw ApiError.badRequest(range.path() + "end must be greater than start.");
            });
  }

  private static void checkWeights(JsonMembers action) {
    var total =
        action.list("weightedTargets").orElse(List.of()).stream()
            .mapToLong(target -> number(JsonMembers.of(action.path(), target), "weight"))
            .sum();
    if (total > MAX_TOTAL_WEIGHT) {
      throw ApiError.badRequest(
          "%sweightedTargets must have weights of at most %d in total, not %d."
              .formatted(action.path(), MAX_TOTAL_WEIGHT, total));
    }
  }

  private static void notBoth(JsonMembers object, String one, String other) {
    if (object.values().keySet().containsAll(Set.of(one, other))) {
      throw ApiError.badRequest(
          "%s must have only one of %s and %s."
              .formatted(object.path().substring(0, object.path().length() - 1), one, other));
    }
  }

  private static void each(JsonMembers object, String name, Consumer<JsonMembers> check) {
    var list = object.list(name).orElse(List.of());
    for (int i = 0; i < list.size(); i++) {
      check.accept(JsonMembers.of("%s%s[%d].".formatted(object.path(), name, i), list.get(i)));
    }
  }

  private static long number(JsonMembers object, String name) {
    return (Long) object.required(name);
  }
}
