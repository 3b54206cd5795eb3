// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.gatewayapi;

import static dev.operators.appmesh.manifest.Ordered.map;

import dev.operators.appmesh.api.Listener;
import dev.operators.appmesh.migrate.export.PoolLimits;
import java.util.List;
import java.util.Map;

/** The policy for what goes out: the limits of the connection pool. */
final class BackendTraffic {

  private BackendTraffic() {}

  static Map<String, Object> policy(Listener listener, ObjectNames names) {
    var limits = PoolLimits.of(listener);
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
