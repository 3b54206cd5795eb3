// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that is done again and again on a thread of its own. Nothing that it throws ends it. */
public final class PeriodicTask implements Background {

  private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);

  private final String name;
  private final Runnable work;
  private final Duration first;
  private final Supplier<Duration> pause;
  private volatile CountDownLatch stopped = new CountDownLatch(0);

  /**
   * Work that has not begun.
   *
   * @param name of the thread
   * @param first how long to wait until the first time
   * @param pause how long to wait until the next time; asked after each
   */
  public PeriodicTask(String name, Runnable work, Duration first, Supplier<Duration> pause) {
    this.name = name;
    this.work = work;
    this.first = first;
    this.pause = pause;
  }

  @Override
  public void start() {
    var ended = new CountDownLatch(1);
    stopped = ended;
    Thread.ofVirtual().name(name).start(() -> repeat(ended));
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  private void repeat(CountDownLatch ended) {
    try {
      var next = first;
      while (!ended.await(next.toMillis(), TimeUnit.MILLISECONDS)) {
        once();
        next = pause.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("{} failed; it goes on", name, e);
    }
  }
}
