// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import dev.operators.appmesh.api.ConnectionPool;
import dev.operators.appmesh.api.Listener;
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

  /** The limits of a listener. */
  public static PoolLimits of(Listener listener) {
    var pool = listener.connectionPool();
    if (pool == null) {
      return UNLIMITED;
    }
    var http = pool.http();
    if (http != null) {
      return new PoolLimits(or(http.maxConnections()), or(http.maxPendingRequests()), NONE);
    }
    return new PoolLimits(NONE, NONE, or(maxRequests(pool)));
  }

  private static @Nullable Long maxRequests(ConnectionPool pool) {
    var requests = pool.http2() == null ? pool.grpc() : pool.http2();
    return requests == null ? null : requests.maxRequests();
  }

  private static long or(@Nullable Long limit) {
    return limit == null ? NONE : limit;
  }
}
