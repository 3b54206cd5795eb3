// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What a person at the console reads while programs are being prepared. */
public final class Progress {

  private static final int TICK_SECONDS = 5;

  private Progress() {}

  /** Work that can fail. */
  @FunctionalInterface
  public interface Task<X extends Exception> {

    /** Does it. */
    void run() throws X;
  }

  /** Prints what is being done, and every five seconds for how long already. */
  public static <X extends Exception> void during(String topic, String what, Task<X> task)
      throws X {
    say(topic, what);
    var started = System.nanoTime();
    Runnable tick =
        () -> {
          var elapsed = Duration.ofNanos(System.nanoTime() - started);
          say(topic, "%s: %d s".formatted(what, elapsed.toSeconds()));
        };
    // Closing it ends what repeats.
    try (var ticker = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory())) {
      var _ = ticker.scheduleAtFixedRate(tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
      task.run();
    }
  }

  /** Prints one line about {@code topic}, such as {@code kube}. */
  public static void say(String topic, String line) {
    System.out.println("[" + topic + "] " + line);
    System.out.flush();
  }
}
