// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.gateway.Mandate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The mandate that a lease gives to its holder: from before each request that renewed the lease
 * until well before it ends for others. It goes by two clocks, since a process or a whole machine
 * that was paused sees at least one of them jump; a clock that is set wrong can only shorten it.
 */
final class LeaseMandate implements Mandate {

  private record End(long nanos, Instant instant) {}

  private final Duration length;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private volatile End end;

  /**
   * One that has not begun.
   *
   * @param length how long it lasts after a renewal
   */
  LeaseMandate(Duration length, LongSupplier nanoTime, InstantSource clock) {
    this.length = length;
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.end = over();
  }

  /** Does {@code request}, and if it renews the lease prolongs the mandate from when it began. */
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

  /** What is left of it; zero or negative if it is over. */
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
