// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What both a gateway route and a route are (API types GatewayRouteSpec and RouteSpec). */
record RouteSpec(
    @Nullable Rule grpcRoute,
    @Nullable Rule http2Route,
    @Nullable Rule httpRoute,
    @Nullable Rule tcpRoute,
    @Nullable Long priority) {

  /** The one rule of a spec that is in order. */
  Optional<Rule> rule() {
    return Stream.of(grpcRoute, http2Route, httpRoute, tcpRoute)
        .flatMap(Stream::ofNullable)
        .findFirst();
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
      Match match, Action action, @Nullable RetryPolicy retryPolicy, @Nullable Timeout timeout) {
    Rule {
      match = match == null ? Match.ALL : match;
      action = action == null ? new Action(null, null, List.of()) : action;
    }
  }

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
      @Nullable String serviceName) {

    static final Match ALL =
        new Match(List.of(), null, List.of(), null, null, null, null, null, List.of(), null, null);

    Match {
      headers = headers == null ? List.of() : headers;
      metadata = metadata == null ? List.of() : metadata;
      queryParameters = queryParameters == null ? List.of() : queryParameters;
    }
  }

  /** A header, or metadata of gRPC, which are headers, too. */
  record Header(boolean invert, @Nullable ValueMatch match, String name) {}

  /** A parameter after the question mark. */
  record QueryParameter(@Nullable ValueMatch match, String name) {}

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
      @Nullable Rewrite rewrite, @Nullable Target target, List<WeightedTarget> weightedTargets) {
    Action {
      weightedTargets = weightedTargets == null ? List.of() : weightedTargets;
    }
  }

  /** A virtual service. */
  record Target(@Nullable Long port, VirtualService virtualService) {}

  /** Its name. */
  record VirtualService(String virtualServiceName) {}

  /** A virtual node that gets a share of the requests. */
  record WeightedTarget(@Nullable Long port, String virtualNode, long weight) {}

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
      List<String> tcpRetryEvents) {
    RetryPolicy {
      grpcRetryEvents = grpcRetryEvents == null ? List.of() : grpcRetryEvents;
      httpRetryEvents = httpRetryEvents == null ? List.of() : httpRetryEvents;
      tcpRetryEvents = tcpRetryEvents == null ? List.of() : tcpRetryEvents;
    }
  }

  /** How long requests, and streams that are silent, may take; 0 is for ever. */
  record Timeout(@Nullable Span idle, @Nullable Span perRequest) {}
}
