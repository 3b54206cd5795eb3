// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.envoy.PoolLimits;
import dev.operators.appmesh.migrate.export.HealthChecks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policies of Envoy Gateway for a listener. */
final class TrafficPolicies {

  private static final int LONGEST_PATH = 1024;

  private TrafficPolicies() {}

  /** The path that Envoy is to answer; null where there is none, or none that the policy takes. */
  static @Nullable String healthCheckPath(Listener listener) {
    var path = HealthChecks.path(listener);
    return path == null || path.length() > LONGEST_PATH ? null : path;
  }

  /**
   * What comes in. It says what Envoy Gateway would do otherwise than App Mesh's Envoy: answer
   * escaped slashes with a redirect, refuse header names with underscores, hide Envoy's own
   * headers, buffer 32 KiB, and take 100 streams a connection.
   */
  static Map<String, Object> clientPolicy(Listener listener, ObjectNames names) {
    var healthCheckPath = healthCheckPath(listener);
    var validation = ClientValidation.of(listener, names).ofPolicy();
    return References.envoyObject(
        "ClientTrafficPolicy",
        names.metadata(names.policy(listener)),
        map("targetRefs", List.of(References.section(names.gateway(), names.listener(listener))))
            .with("path", map("escapedSlashesAction", "KeepUnchanged"))
            .with("headers", map("enableEnvoyHeaders", true, "withUnderscoresAction", "Allow"))
            .with("connection", map("bufferLimit", "1Mi"))
            .with("http2", map("maxConcurrentStreams", PoolLimits.NONE))
            .with("healthCheck", healthCheckPath == null ? null : map("path", healthCheckPath))
            .with("tls", validation == null ? null : map("clientValidation", validation)));
  }

  /** The limits of the connection pool. */
  static Map<String, Object> backendPolicy(Listener listener, ObjectNames names) {
    var limits = PoolLimits.of(listener.connectionPool());
    return References.envoyObject(
        "BackendTrafficPolicy",
        names.metadata(names.policy(listener)),
        map("targetRefs", List.of(References.section(names.gateway(), names.listener(listener))))
            .with(
                "circuitBreaker",
                map("maxConnections", limits.connections())
                    .with("maxPendingRequests", limits.pendingRequests())
                    .with("maxParallelRequests", limits.requests())
                    .with("maxParallelRetries", PoolLimits.NONE)));
  }
}
