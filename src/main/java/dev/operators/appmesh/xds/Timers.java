// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs things later, each on a virtual thread. */
final class Timers implements AutoCloseable {

  private final long origin = System.nanoTime();
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("xds timer").factory());

  Timers() {
    executor.setRemoveOnCancelPolicy(true);
    // What is to be done after the end is not done.
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** The time, since this was made. */
  Duration now() {
    return Duration.ofNanos(System.nanoTime() - origin);
  }

  /** Runs it once, unless it is closed before, or what this returns is run. */
  Runnable after(Duration delay, Runnable task) {
    var future =
        executor.schedule(
            () -> Thread.startVirtualThread(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** Runs it again and again, at least that long after it has begun. */
  void every(Duration interval, Runnable task) {
    var _ =
        executor.scheduleWithFixedDelay(
            () -> Thread.startVirtualThread(task),
            interval.toNanos(),
            interval.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** How many things are to be run. */
  int waiting() {
    return executor.getQueue().size();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
