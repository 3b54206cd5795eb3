// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.envoy;

import static dev.operators.appmesh.migrate.export.Ordered.map;

import dev.operators.appmesh.migrate.export.PoolLimits;
import java.util.List;
import java.util.Map;

/** The limits of a connection pool as Envoy's circuit breakers. */
final class Limits {

  private Limits() {}

  static Map<String, Object> circuitBreakers(PoolLimits limits) {
    return map(
        "thresholds",
        List.of(
            map(
                "max_connections",
                limits.connections(),
                "max_pending_requests",
                limits.pendingRequests(),
                "max_requests",
                limits.requests(),
                "max_retries",
                PoolLimits.NONE)));
  }
}
