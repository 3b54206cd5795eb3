// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static dev.operators.appmesh.model.Ordered.map;

import dev.operators.appmesh.api.ConnectionPool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a connection pool. If App Mesh has no limit, {@link #NONE} must be written, since
 * Envoy's defaults are 1024, and 3 retries.
 *
 * @param connections to all backends together
 * @param pendingRequests that wait for one
 * @param requests in flight
 */
public record PoolLimits(long connections, long pendingRequests, long requests) {

  /** App Mesh's value for no limit. */
  public static final long NONE = 2147483647;

  /** No limit at all. */
  public static final PoolLimits UNLIMITED = new PoolLimits(NONE, NONE, NONE);

  /** The limits of a pool; null is a pool without any. */
  public static PoolLimits of(@Nullable ConnectionPool pool) {
    if (pool == null) {
      return UNLIMITED;
    }
    var http = pool.http();
    if (http != null) {
      return new PoolLimits(or(http.maxConnections()), or(http.maxPendingRequests()), NONE);
    }
    return new PoolLimits(NONE, NONE, or(maxRequests(pool)));
  }

  /** As the circuit breakers of a cluster. */
  public Map<String, Object> circuitBreakers() {
    var thresholds =
        map("max_connections", connections)
            .with("max_pending_requests", pendingRequests)
            .with("max_requests", requests)
            .with("max_retries", NONE);
    return map("thresholds", List.of(thresholds));
  }

  private static @Nullable Long maxRequests(ConnectionPool pool) {
    var requests = pool.http2() == null ? pool.grpc() : pool.http2();
    return requests == null ? null : requests.maxRequests();
  }

  private static long or(@Nullable Long limit) {
    return limit == null ? NONE : limit;
  }
}
