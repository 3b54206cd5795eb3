// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.HealthCheck;
import dev.operators.appmesh.model.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which endpoints of a virtual node get requests. */
final class NodeHealth {

  private static final long MOST = 4_294_967_295L;

  private NodeHealth() {}

  /** Why Envoy would refuse a cluster with this check; empty if it would not. */
  static Optional<String> problem(HealthCheck check, String protocol) {
    if (check.path() != null && check.path().matches("(?s).*[\0\r\n].*")) {
      return Optional.of("its path has a line break or a null character: remove it");
    }
    return check.protocol().equals("grpc") && HttpProtocol.of(protocol) == HttpProtocol.HTTP1
        ? Optional.of("gRPC needs a listener with protocol grpc or http2: change one of them")
        : Optional.empty();
  }

  /** The active checks of a cluster; null for none. */
  static @Nullable List<Map<String, Object>> checks(@Nullable HealthCheck check) {
    if (check == null) {
      return null;
    }
    return List.of(
        map("timeout", millis(check.timeoutMillis()))
            .with("interval", millis(check.intervalMillis()))
            .with("unhealthy_threshold", check.unhealthyThreshold())
            .with("healthy_threshold", check.healthyThreshold())
            .withAll(request(check)));
  }

  /** When an endpoint is left out for a while; null for never. */
  static @Nullable Map<String, Object> outliers(NodeSpec.@Nullable OutlierDetection detection) {
    if (detection == null) {
      return null;
    }
    var errors = detection.maxServerErrors();
    return map("consecutive_5xx", errors == null ? null : Math.min(errors, MOST))
        .with("interval", Span.positive(detection.interval()))
        .with("base_ejection_time", Span.positive(detection.baseEjectionDuration()))
        .with("max_ejection_percent", detection.maxEjectionPercent())
        .with("enforcing_success_rate", 0);
  }

  private static Ordered request(HealthCheck check) {
    return switch (check.protocol()) {
      case "grpc" -> map("grpc_health_check", Map.of());
      case "tcp" -> map("tcp_health_check", Map.of());
      default ->
          map(
              "http_health_check",
              map("path", check.path() == null ? "/" : check.path())
                  .with("codec_client_type", check.protocol().equals("http2") ? "HTTP2" : "HTTP1"));
    };
  }

  private static @Nullable String millis(@Nullable Long millis) {
    return millis == null ? null : Span.seconds(millis);
  }
}
