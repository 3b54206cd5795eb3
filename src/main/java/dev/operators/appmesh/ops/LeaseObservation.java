// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Observes how long the lease of another process stays unchanged. It has expired if it has not
 * changed for its whole duration, by our own clock. The times in the lease come from a clock that
 * we do not know.
 */
final class LeaseObservation {

  private final LongSupplier nanoTime;
  private @Nullable LeaseSpec seen;
  private long since;

  LeaseObservation(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * How long the lease must still be respected; zero or negative if it is free.
   *
   * @param lease the lease, read after any earlier call
   * @param standard the duration of a lease that does not say how long it lasts
   */
  Duration left(LeaseSpec lease, Duration standard) {
    if (isFree(lease)) {
      return Duration.ZERO;
    }
    var now = nanoTime.getAsLong();
    if (!lease.equals(seen)) {
      seen = lease;
      since = now;
    }
    var seconds = lease.getLeaseDurationSeconds();
    var duration = seconds == null ? standard : Duration.ofSeconds(seconds);
    return duration.minusNanos(now - since);
  }

  private static boolean isFree(LeaseSpec lease) {
    var holder = lease.getHolderIdentity();
    return holder == null || holder.isEmpty();
  }
}
