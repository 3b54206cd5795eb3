// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.ConcurrencyLimit;
import dev.operators.appmesh.gateway.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits the rate of the calls of one connection, separately for reads and writes. Namespaces take
 * turns; within one, requested calls go before background calls.
 */
final class Limiter {

  private static final ScopedValue<Priority> PRIORITY = ScopedValue.newInstance();

  private record Limit(CallQueue queue, Counter refusals, Timer requested, Timer background) {}

  private final Limit reads;
  private final Limit writes;

  /**
   * @param maxReadRate maximum number of reads per second; 0 for the learned rate
   * @param maxWriteRate maximum number of writes per second; 0 for the learned rate
   * @param metrics registry for rates, waiting times and throttled calls
   * @param connection name of the connection
   */
  Limiter(double maxReadRate, double maxWriteRate, MeterRegistry metrics, String connection) {
    reads = limit(Tags.of("kind", "read", SdkConnections.TAG, connection), maxReadRate, metrics);
    writes = limit(Tags.of("kind", "write", SdkConnections.TAG, connection), maxWriteRate, metrics);
  }

  private static Limit limit(Tags tags, double most, MeterRegistry metrics) {
    var queue = new CallQueue(most, System::nanoTime);
    Gauge.builder("appmesh.limiter.rate", queue, CallQueue::rate)
        .description("Calls per second that are allowed now")
        .tags(tags)
        .strongReference(true)
        .register(metrics);
    var refusals =
        Counter.builder("appmesh.limiter.refusals")
            .description("Calls that App Mesh throttled")
            .tags(tags)
            .register(metrics);
    var wait =
        Timer.builder("appmesh.limiter.wait")
            .description("How long calls waited for their turn")
            .tags(tags)
            .withRegistry(metrics);
    return new Limit(
        queue, refusals, wait.withTag("priority", "user"), wait.withTag("priority", "background"));
  }

  /** Does {@code work}, whose calls on this thread have {@code priority}. */
  static <T> T prioritized(Priority priority, Supplier<T> work) {
    return ScopedValue.where(PRIORITY, priority).call(work::get);
  }

  /** The priority of this thread's calls: REQUESTED unless {@link #prioritized} says otherwise. */
  static Priority priority() {
    return PRIORITY.orElse(Priority.REQUESTED);
  }

  /**
   * Waits until a call may be made. A pass that waits gives back its slot meanwhile.
   *
   * @return the time of the call, for {@link #refused}
   * @throws InterruptedException if the thread is interrupted while it waits; the call must not be
   *     made
   */
  long await(String operation, Priority priority) throws InterruptedException {
    var start = System.nanoTime();
    var limit = limit(operation);
    var now = limit.queue.now();
    var granted =
        now.isPresent()
            ? now.getAsLong()
            : ConcurrencyLimit.aside(
                () -> limit.queue.await(ConcurrencyLimit.namespace(), priority));
    var timer = priority == Priority.REQUESTED ? limit.requested : limit.background;
    timer.record(granted - start, TimeUnit.NANOSECONDS);
    return granted;
  }

  /**
   * Counts a call that did not wait, such as a retry by the SDK.
   *
   * @return the time of the call, for {@link #refused}
   */
  long charge(String operation) {
    limit(operation).queue.charge();
    return System.nanoTime();
  }

  /** App Mesh did not throttle a call, whatever else it answered. */
  void accepted(String operation) {
    limit(operation).queue.accepted();
  }

  /**
   * App Mesh throttled a call.
   *
   * @param granted when the call was made
   */
  void refused(String operation, long granted) {
    limit(operation).refusals.increment();
    limit(operation).queue.refused(granted);
  }

  private Limit limit(String operation) {
    return operation.startsWith("Describe") || operation.startsWith("List") ? reads : writes;
  }
}
