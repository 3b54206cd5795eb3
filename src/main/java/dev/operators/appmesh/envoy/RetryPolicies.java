// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is tried again, as App Mesh's Envoy did, also where a route does not say. */
final class RetryPolicies {

  private static final Map<String, List<Integer>> STATUS_CODES =
      Map.of(
          "server-error", List.of(500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511),
          "gateway-error", List.of(502, 503, 504),
          "client-error", List.of(409));

  private static final String BY_STATUS = "retriable-status-codes";

  private static final long MOST = 4_294_967_295L;

  private RetryPolicies() {}

  /** Envoy's policy. */
  static Map<String, Object> of(RouteSpec.@Nullable RetryPolicy policy) {
    if (policy == null) {
      return tree(
          List.of("reset", "unavailable", "connect-failure", "refused-stream"),
          Set.of(503),
          2,
          null);
    }
    var on = new LinkedHashSet<>(List.of("reset"));
    var codes = new TreeSet<Integer>();
    for (var event : policy.httpRetryEvents()) {
      if (event.equals("stream-error")) {
        on.add("refused-stream");
      } else {
        codes.addAll(STATUS_CODES.getOrDefault(event, List.of()));
      }
    }
    if (!policy.tcpRetryEvents().isEmpty()) {
      on.add("connect-failure");
    }
    on.addAll(policy.grpcRetryEvents());
    long retries = policy.maxRetries() == null ? 1 : Math.min(policy.maxRetries(), MOST);
    return tree(on, codes, retries, Span.positive(policy.perRetryTimeout()));
  }

  private static Map<String, Object> tree(
      Iterable<String> on, Set<Integer> codes, long retries, @Nullable String perTry) {
    var conditions = String.join(",", on) + (codes.isEmpty() ? "" : "," + BY_STATUS);
    return map("retry_on", conditions)
        .with("num_retries", retries)
        .with("per_try_timeout", perTry)
        .with(
            "retry_host_predicate",
            List.of(
                Typed.extension(
                    "envoy.retry_host_predicates.previous_hosts",
                    "retry.host.previous_hosts.v3.PreviousHostsPredicate")))
        .with("host_selection_retry_max_attempts", 5)
        .with("retriable_status_codes", codes.isEmpty() ? null : List.copyOf(codes));
  }
}
