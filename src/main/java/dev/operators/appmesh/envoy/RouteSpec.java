// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both a gateway route and a route are (API types GatewayRouteSpec and RouteSpec). */
record RouteSpec(
    @Nullable Rule grpcRoute,
    @Nullable Rule http2Route,
    @Nullable Rule httpRoute,
    @Nullable Object tcpRoute,
    @Nullable Long priority) {

  /** Its rule, but for TCP. */
  Optional<Rule> rule() {
    return Optional.ofNullable(grpcRoute)
        .or(() -> Optional.ofNullable(http2Route))
        .or(() -> Optional.ofNullable(httpRoute));
  }

  /** The protocol of its listeners. */
  String protocol() {
    if (grpcRoute != null) {
      return "grpc";
    }
    return http2Route == null ? "http" : "http2";
  }

  /** Which requests, and what becomes of them. */
  record Rule(
      @JsonProperty(required = true) Match match,
      @JsonProperty(required = true) Action action,
      @Nullable RetryPolicy retryPolicy,
      @Nullable Timeout timeout) {}

  /** Which requests: members of HTTP, and of gRPC. */
  record Match(
      List<Header> headers,
      @Nullable ValueMatch hostname,
      List<Header> metadata,
      @Nullable String method,
      @Nullable String methodName,
      @Nullable ValueMatch path,
      @Nullable Long port,
      @Nullable String prefix,
      List<QueryParameter> queryParameters,
      @Nullable String scheme,
      @Nullable String serviceName) {}

  /** A header, or metadata of gRPC, which are headers, too. */
  record Header(
      boolean invert, @Nullable ValueMatch match, @JsonProperty(required = true) String name) {}

  /** A parameter after the question mark. */
  record QueryParameter(@Nullable ValueMatch match, @JsonProperty(required = true) String name) {}

  /** One of these; of which members there are more than one, depends on what is matched. */
  record ValueMatch(
      @Nullable String exact,
      @Nullable String prefix,
      @Nullable Range range,
      @Nullable String regex,
      @Nullable String suffix) {}

  /** Whole numbers from {@code start} to the one before {@code end}. */
  record Range(long start, long end) {}

  /** What becomes of requests: a target for gateway routes, weighted ones for routes. */
  record Action(
      @Nullable Rewrite rewrite, @Nullable Target target, List<WeightedTarget> weightedTargets) {}

  /** A virtual service. */
  record Target(
      @Nullable Long port, @JsonProperty(required = true) VirtualService virtualService) {}

  /** Its name. */
  record VirtualService(@JsonProperty(required = true) String virtualServiceName) {}

  /** A virtual node that gets a share of the requests. */
  record WeightedTarget(
      @Nullable Long port, @JsonProperty(required = true) String virtualNode, long weight) {}

  /** What changes on the way. */
  record Rewrite(@Nullable Hostname hostname, @Nullable ValueMatch path, @Nullable Prefix prefix) {}

  /** Whether the host becomes the virtual service: not if DISABLED. */
  record Hostname(@Nullable String defaultTargetHostname) {}

  /** What the prefix becomes: {@code value}, or a slash, or nothing else if DISABLED. */
  record Prefix(@Nullable String defaultPrefix, @Nullable String value) {}

  /** What is tried again. */
  record RetryPolicy(
      List<String> grpcRetryEvents,
      List<String> httpRetryEvents,
      @Nullable Long maxRetries,
      @Nullable Span perRetryTimeout,
      List<String> tcpRetryEvents) {}

  /** How long requests, and streams that are silent, may take; 0 is for ever. */
  record Timeout(@Nullable Span idle, @Nullable Span perRequest) {}
}
