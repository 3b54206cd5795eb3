// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.gateway.FairQueue;
import dev.operators.appmesh.gateway.Priority;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many passes talk to the API server at the same time, over all connections: 64. Each pass has
 * a virtual thread, so their number has no bound, and kubernetes-client's own ({@code
 * maxConcurrentRequests}) does nothing with its Vert.x client. A pass that waits for App Mesh holds
 * no place here.
 */
public final class ApiServerLimit {

  /** What an API server takes of one client without its priority and fairness stepping in. */
  static final int PLACES = 64;

  private static final ScopedValue<ApiServerLimit> HELD = ScopedValue.newInstance();

  /** The framework does not say for which namespace it begins a pass. */
  private static final String BEGINNING = "";

  private final int places;
  private final ReentrantLock lock = new ReentrantLock();
  private final FairQueue<Condition> waiting = new FairQueue<>();
  private int taken;

  /** A limit that nobody uses yet. */
  public ApiServerLimit() {
    this(PLACES);
  }

  ApiServerLimit(int places) {
    this.places = places;
  }

  /** Does each task on a virtual thread of its own, as soon as there is a place for it. */
  public ExecutorService executor() {
    ThreadFactory threads = Thread.ofVirtual().name("reconcile-", 0).factory();
    return Executors.newThreadPerTaskExecutor(task -> threads.newThread(() -> run(task)));
  }

  private void run(Runnable task) {
    take(BEGINNING, Priority.REQUESTED);
    try {
      ScopedValue.where(HELD, this).run(task);
    } finally {
      release();
    }
  }

  /**
   * Does {@code work}, which does not talk to the API server. The place of this thread, if it has
   * one, is free meanwhile.
   *
   * @param namespace whose turn it must be before the thread has a place again
   */
  static <T, X extends Throwable> T aside(
      String namespace, Priority priority, ScopedValue.CallableOp<T, X> work) throws X {
    if (!HELD.isBound()) {
      return work.call();
    }
    var limit = HELD.get();
    limit.release();
    try {
      return work.call();
    } finally {
      limit.take(namespace, priority);
    }
  }

  /** The number of passes that wait for a place. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Cannot be interrupted: a request ends by its timeout, and what was done is to be recorded. */
  private void take(String namespace, Priority priority) {
    lock.lock();
    try {
      var turn = lock.newCondition();
      waiting.add(namespace, priority, turn);
      while (taken == places || !turn.equals(waiting.first())) {
        turn.awaitUninterruptibly();
      }
      waiting.remove(namespace, turn);
      taken++;
      wakeNext();
    } finally {
      lock.unlock();
    }
  }

  private void release() {
    lock.lock();
    try {
      taken--;
      wakeNext();
    } finally {
      lock.unlock();
    }
  }

  private void wakeNext() {
    var next = waiting.first();
    if (next != null && taken < places) {
      next.signal();
    }
  }
}
