// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.MeshAccess;
import dev.operators.appmesh.gateway.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Paces the calls of one account and region, whoever makes them: reads and writes apart, changes
 * that users asked for ahead of what happens in the background, and in order within each.
 */
public final class Limiter {

  /** What is limited together. */
  public enum Kind {
    READ,
    WRITE;

    /** The kind of an operation of the API, by its name. */
    static Kind of(String operation) {
      return operation.startsWith("Describe") || operation.startsWith("List") ? READ : WRITE;
    }
  }

  private static final ScopedValue<Priority> PRIORITY = ScopedValue.newInstance();

  private record Lane(Line line, Counter refusals, Timer requested, Timer background) {}

  private final Lane reads;
  private final Lane writes;

  /** For the only account and region that a program calls, see the other constructor. */
  public Limiter(double maxReadRate, double maxWriteRate, MeterRegistry metrics) {
    this(maxReadRate, maxWriteRate, metrics, MeshAccess.OWN);
  }

  /**
   * @param maxReadRate reads per second that are never exceeded; 0 for what is learned
   * @param maxWriteRate writes per second that are never exceeded; 0 for what is learned
   * @param metrics where rates, waits and refusals are shown
   * @param connection by which they are called
   */
  Limiter(double maxReadRate, double maxWriteRate, MeterRegistry metrics, String connection) {
    reads = lane(Tags.of("kind", "read", MeshClients.TAG, connection), maxReadRate, metrics);
    writes = lane(Tags.of("kind", "write", MeshClients.TAG, connection), maxWriteRate, metrics);
  }

  private static Lane lane(Tags tags, double most, MeterRegistry metrics) {
    var line = new Line(most, System::nanoTime);
    Gauge.builder("appmesh.limiter.rate", line, Line::rate)
        .description("Calls per second that may go now")
        .tags(tags)
        .strongReference(true)
        .register(metrics);
    var refusals =
        Counter.builder("appmesh.limiter.refusals")
            .description("Calls that App Mesh refused for their rate")
            .tags(tags)
            .register(metrics);
    var wait =
        Timer.builder("appmesh.limiter.wait")
            .description("How long calls waited for their turn")
            .tags(tags)
            .withRegistry(metrics);
    return new Lane(
        line, refusals, wait.withTag("priority", "user"), wait.withTag("priority", "background"));
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
   * Waits until a call may go.
   *
   * @return when it was let go, for {@link #refused}
   * @throws InterruptedException if the thread is interrupted before; the call must not go
   */
  public long await(Kind kind, Priority priority) throws InterruptedException {
    var start = System.nanoTime();
    var lane = lane(kind);
    var granted = lane.line.await(priority);
    var timer = priority == Priority.REQUESTED ? lane.requested : lane.background;
    timer.record(granted - start, TimeUnit.NANOSECONDS);
    return granted;
  }

  /**
   * Counts a call that did not wait, such as the SDK's own repetition of one that failed.
   *
   * @return when it was let go, for {@link #refused}
   */
  long charge(Kind kind) {
    lane(kind).line.charge();
    return System.nanoTime();
  }

  /** App Mesh took a call: whatever it answered was not about the rate. */
  void accepted(Kind kind) {
    lane(kind).line.accepted();
  }

  /**
   * App Mesh refused a call for the rate.
   *
   * @param granted when the call was let go
   */
  void refused(Kind kind, long granted) {
    lane(kind).refusals.increment();
    lane(kind).line.refused(granted);
  }

  private Lane lane(Kind kind) {
    return kind == Kind.READ ? reads : writes;
  }
}
