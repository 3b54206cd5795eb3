// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl-C into an orderly end: what runs is told, gets time to finish, and the
 * process exits with 0; with 1 if the time was too short. Close it last.
 */
final class Shutdown implements AutoCloseable {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private Shutdown() {}

  /** From now on, a signal waits for {@link #close} for at most {@code patience}. */
  static Shutdown onSignal(Duration patience) {
    var shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutdown.run(patience), "shutdown"));
    return shutdown;
  }

  /** Blocks until a signal comes. */
  void await() throws InterruptedException {
    asked.await();
  }

  @Override
  public void close() {
    finished.countDown();
  }

  private void run(Duration patience) {
    if (finished.getCount() == 0) {
      return; // not a signal: the program came to its end, and has its own exit code
    }
    asked.countDown();
    boolean orderly = false;
    try {
      orderly = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The JVM would exit with 143 after SIGTERM, which reads as a failure.
    Runtime.getRuntime().halt(orderly ? 0 : 1);
  }
}
