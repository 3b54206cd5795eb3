// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How long single calls take.
 *
 * @param median in milliseconds
 * @param slow the 99th percentile in milliseconds
 * @param max in milliseconds
 */
record Timing(double median, double slow, double max) {

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final int WARM_UP_CALLS = 1_000;
  private static final int CALLS = 500;

  /** One call after the other. */
  static Timing of(Runnable call) {
    IntStream.range(0, WARM_UP_CALLS).forEach(_ -> call.run());
    return ofNanos(LongStream.generate(() -> nanos(call)).limit(CALLS).toArray());
  }

  /** What took so many nanoseconds. */
  static Timing ofNanos(long[] nanos) {
    var sorted = LongStream.of(nanos).sorted().toArray();
    return new Timing(
        sorted[sorted.length / 2] / 1e6,
        sorted[(sorted.length * 99 + 99) / 100 - 1] / 1e6,
        sorted[sorted.length - 1] / 1e6);
  }

  /** How many calls per second so many clients get answered, each without a pause. */
  static double rate(int clients, Runnable call) {
    var done = new AtomicLong();
    var begin = System.nanoTime() + WARM_UP.toNanos();
    var end = begin + TIME.toNanos();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      IntStream.range(0, clients)
          .mapToObj(_ -> CompletableFuture.runAsync(() -> repeat(call, begin, end, done), threads))
          .toList()
          .forEach(CompletableFuture::join);
    }
    return done.get() * 1e9 / TIME.toNanos();
  }

  private static void repeat(Runnable call, long begin, long end, AtomicLong done) {
    while (System.nanoTime() < end) {
      call.run();
      var now = System.nanoTime();
      if (now >= begin && now < end) {
        done.incrementAndGet();
      }
    }
  }

  private static long nanos(Runnable call) {
    var begin = System.nanoTime();
    call.run();
    return System.nanoTime() - begin;
  }
}
