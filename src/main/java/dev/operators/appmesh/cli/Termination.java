// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Runs what works until the process gets SIGTERM or SIGINT, and ends it in order. The exit code is
 * then 0: the JVM's own, 128 and the signal's number, reads as a crash.
 */
final class Termination {
  private Termination() {}

  /**
   * Starts and waits. A signal during the start ends the process at once.
   *
   * @param start starts it and answers what to close at the end; what it throws, this throws
   */
  static int await(Supplier<AutoCloseable> start) {
    var running = new AtomicReference<AutoCloseable>(() -> {});
    var hook = new Thread(() -> stop(running.get()), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      running.set(start.get());
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      throw e;
    }
    return 0;
  }

  private static void stop(AutoCloseable running) {
    int exitCode = 1;
    try {
      running.close();
      exitCode = 0;
    } catch (Exception e) {
      LoggerFactory.getLogger(Termination.class).error("the end was not orderly", e);
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
