// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.gateway.Mandate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The mandate of the holder of a lease. It lasts from the start of each request that renewed the
 * lease until well before the lease expires for others. It uses two clocks, since at least one of
 * them jumps if the process or the machine is paused. A wrong clock can only shorten it.
 */
final class LeaseMandate implements Mandate {

  private record End(long nanos, Instant instant) {}

  private final Duration length;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private volatile End end;

  /**
   * A mandate that has not begun.
   *
   * @param length how long it lasts after a renewal
   */
  LeaseMandate(Duration length, LongSupplier nanoTime, InstantSource clock) {
    this.length = length;
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.end = over();
  }

  /**
   * Makes {@code request}. If it renews the lease, the mandate is extended from the start of the
   * request.
   */
  <T> T renew(Supplier<T> request) {
    var prolonged = new End(nanoTime.getAsLong() + length.toNanos(), clock.instant().plus(length));
    var answer = request.get();
    end = prolonged;
    return answer;
  }

  /** Ends it. */
  void end() {
    end = over();
  }

  /** The remaining time; zero or negative if the mandate has ended. */
  Duration left() {
    var now = end;
    var monotonic = Duration.ofNanos(now.nanos() - nanoTime.getAsLong());
    var wall = Duration.between(clock.instant(), now.instant());
    return monotonic.compareTo(wall) < 0 ? monotonic : wall;
  }

  @Override
  public boolean holds() {
    return left().isPositive();
  }

  private End over() {
    return new End(nanoTime.getAsLong(), Instant.EPOCH);
  }
}
