// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.ConcurrencyLimit;
import dev.operators.appmesh.gateway.FairQueue;
import dev.operators.appmesh.gateway.Priority;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Threads that wait for a {@link LearnedRate}, in the order of a {@link FairQueue}.
 *
 * <p>No more than twice the slots of the connection's {@link ConcurrencyLimit} wait here, plus its
 * sweep and its probe: all other passes wait for a slot, by the same order.
 */
final class CallQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final FairQueue<Condition> waiting = new FairQueue<>();
  private final LongSupplier nanoTime;
  private final LearnedRate learned;

  /**
   * @param most maximum number of calls per second; 0 for none
   */
  CallQueue(double most, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.learned = new LearnedRate(most, nanoTime.getAsLong());
  }

  /** The time of the turn, in the clock's nanoseconds, if it is now; empty if it must wait. */
  OptionalLong now() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      return waiting.size() == 0 && learned.take(now) == 0
          ? OptionalLong.of(now)
          : OptionalLong.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the turn. Returns the time of the turn, in the clock's nanoseconds.
   *
   * @param namespace for which the call is made; empty for the operator's own calls, which take
   *     turns with those of namespaces
   */
  long await(String namespace, Priority priority) throws InterruptedException {
    lock.lockInterruptibly();
    var turn = lock.newCondition();
    try {
      waiting.add(namespace, priority, turn);
      while (true) {
        if (!turn.equals(waiting.first())) {
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
      waiting.remove(namespace, turn);
      var next = waiting.first();
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
      return waiting.size();
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
}
