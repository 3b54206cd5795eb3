// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.model.GatewayKey;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** What the lines of the log are about; the framework says it of the resource. */
final class LogContext {

  private LogContext() {}

  /** Does {@code work}; whatever this thread logs meanwhile is about that gateway. */
  static <T> T about(GatewayKey key, Supplier<T> work) {
    try (var _ = MDC.putCloseable("mesh", key.meshName());
        var _ = MDC.putCloseable("gateway", key.name())) {
      return work.get();
    }
  }
}
