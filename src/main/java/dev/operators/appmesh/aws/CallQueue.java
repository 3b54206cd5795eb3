// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.Priority;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for a {@link LearnedRate}. The next one is the first thread of the highest
 * priority.
 */
final class CallQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Condition> requested = new ArrayDeque<>();
  private final Queue<Condition> background = new ArrayDeque<>();
  private final LongSupplier nanoTime;
  private final LearnedRate learned;

  /**
   * @param most maximum number of calls per second; 0 for none
   */
  CallQueue(double most, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.learned = new LearnedRate(most, nanoTime.getAsLong());
  }

  /** Waits for the turn. Returns the time of the turn, in the clock's nanoseconds. */
  long await(Priority priority) throws InterruptedException {
    lock.lockInterruptibly();
    var turn = lock.newCondition();
    var queue = priority == Priority.REQUESTED ? requested : background;
    try {
      queue.add(turn);
      while (true) {
        if (!turn.equals(first())) {
          turn.await();
          continue;
        }
        long now = nanoTime.getAsLong();
        long nanos = learned.take(now);
        if (nanos == 0) {
          return now;
        }
        turn.awaitNanos(nanos);
      }
    } finally {
      queue.remove(turn);
      var next = first();
      if (next != null) {
        next.signal();
      }
      lock.unlock();
    }
  }

  /** The number of waiting threads. */
  int length() {
    lock.lock();
    try {
      return requested.size() + background.size();
    } finally {
      lock.unlock();
    }
  }

  double rate() {
    lock.lock();
    try {
      return learned.rate(nanoTime.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  void charge() {
    locked(learned::charge);
  }

  void accepted() {
    locked(learned::accepted);
  }

  void refused(long granted) {
    locked(() -> learned.refused(granted, nanoTime.getAsLong()));
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Condition first() {
    return requested.isEmpty() ? background.peek() : requested.peek();
  }
}
