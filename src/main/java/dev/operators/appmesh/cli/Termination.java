// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import java.util.concurrent.CountDownLatch;

/** The end of a command that runs until the process gets SIGTERM or SIGINT. */
final class Termination {
  private Termination() {}

  /** Waits for the signal, runs {@code stop} and ends the process with exit code 0. */
  static int await(Runnable stop) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      stop.run();
                      // Without this a JVM that stops on a signal exits with 128 + its number,
                      // which supervisors take for a crash.
                      Runtime.getRuntime().halt(0);
                    }));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
