// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How much work is done at the same time. Work in progress holds a slot; what waits for one is
 * served in the order of a {@link FairQueue}. Thread-safe.
 *
 * <p>Work that waits for the rate limit gives its slot back meanwhile, and has one again before
 * other work begins (see {@link #aside}). At most twice as much work as there are slots has begun,
 * so that the rest waits where it costs little: before it has read or decided anything.
 */
public final class ConcurrencyLimit implements AutoCloseable {

  /** The work on this thread, and for whom it is. */
  private record Begun(ConcurrencyLimit limit, String namespace) {}

  private static final ScopedValue<Begun> BEGUN = ScopedValue.newInstance();

  /** A thread that waits for a slot. */
  private static final class Waiter {
    private final Condition turn;
    private boolean served;

    Waiter(Condition turn) {
      this.turn = turn;
    }
  }

  private final int slots;
  private final ReentrantLock lock = new ReentrantLock();
  private final FairQueue<Waiter> entering = new FairQueue<>();
  private final Queue<Waiter> returning = new ArrayDeque<>();
  private int active;
  private int aside;
  private boolean closed;

  /**
   * @param slots the number of slots, at least 1
   */
  public ConcurrencyLimit(int slots) {
    this.slots = slots;
  }

  /**
   * Waits for a slot, then does {@code work} with it. Frees the slot also if the work fails.
   *
   * @param namespace for which the work is done
   * @throws InterruptedException if the thread is interrupted, or the limit closed, while it waits;
   *     nothing was done then
   */
  public <T, X extends Throwable> T run(
      String namespace, Priority priority, ScopedValue.CallableOp<T, X> work)
      throws X, InterruptedException {
    enter(namespace, priority);
    try {
      return ScopedValue.where(BEGUN, new Begun(this, namespace)).call(work);
    } finally {
      leave();
    }
  }

  /**
   * Does {@code wait}, which only waits. The slot of the work on this thread, if it has one, is
   * free for others meanwhile.
   */
  public static <T, X extends Throwable> T aside(ScopedValue.CallableOp<T, X> wait) throws X {
    if (!BEGUN.isBound()) {
      return wait.call();
    }
    var limit = BEGUN.get().limit();
    limit.stepAside();
    try {
      return wait.call();
    } finally {
      limit.comeBack();
    }
  }

  /** The namespace of the work on this thread; empty if it is nobody's, such as a drift check. */
  public static String namespace() {
    return BEGUN.isBound() ? BEGUN.get().namespace() : "";
  }

  /** How much work waits to begin. */
  public int waiting() {
    lock.lock();
    try {
      return entering.size();
    } finally {
      lock.unlock();
    }
  }

  /** Turns away the work that waits to begin, now and from now on. Work in progress goes on. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      for (var next = entering.poll(); next != null; next = entering.poll()) {
        next.turn.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void enter(String namespace, Priority priority) throws InterruptedException {
    lock.lockInterruptibly();
    var waiter = new Waiter(lock.newCondition());
    try {
      if (!closed) {
        entering.add(namespace, priority, waiter);
        serve();
      }
      while (!waiter.served) {
        if (closed) {
          throw new InterruptedException("nothing begins any more");
        }
        waiter.turn.await();
      }
    } catch (InterruptedException e) {
      if (waiter.served) {
        active--;
      } else {
        entering.remove(namespace, waiter);
      }
      serve();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      active--;
      serve();
    } finally {
      lock.unlock();
    }
  }

  private void stepAside() {
    lock.lock();
    try {
      active--;
      aside++;
      serve();
    } finally {
      lock.unlock();
    }
  }

  private void comeBack() {
    lock.lock();
    try {
      var waiter = new Waiter(lock.newCondition());
      returning.add(waiter);
      serve();
      while (!waiter.served) {
        // Not for long: the calls of those who have slots end by their timeouts.
        waiter.turn.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives the free slots to those whose turn it is. */
  private void serve() {
    while (active < slots) {
      var next = next();
      if (next == null) {
        return;
      }
      active++;
      next.served = true;
      next.turn.signal();
    }
  }

  private @Nullable Waiter next() {
    var next = returning.poll();
    if (next != null) {
      aside--;
      return next;
    }
    return active + aside < 2 * slots ? entering.poll() : null;
  }
}
