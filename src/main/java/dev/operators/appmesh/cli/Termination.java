// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Runs a program until the process gets SIGTERM or SIGINT, and then closes it. The exit code is
 * then 0, since the JVM's own code, 128 plus the signal's number, looks like a crash.
 */
final class Termination {
  private Termination() {}

  /**
   * Starts the program and waits. A signal during the start ends the process at once.
   *
   * @param start starts the program and returns what to close at the end; its exceptions are passed
   *     on
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
      LoggerFactory.getLogger(Termination.class).error("the shutdown has failed", e);
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
