// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

  private static final Duration PAUSE = Duration.ofMillis(1);

  private final AtomicInteger times = new AtomicInteger();

  @Test
  void failureEndsNothing() {
    var repeated =
        new PeriodicTask(
            "fails",
            () -> {
              times.incrementAndGet();
              throw new IllegalStateException("on purpose");
            },
            PAUSE,
            () -> PAUSE);
    repeated.start();

    Awaitility.await().until(() -> times.get() > 3);

    repeated.stop();
  }

  @Test
  void startsAgainAfterAStop() {
    var repeated = new PeriodicTask("counts", times::incrementAndGet, PAUSE, () -> PAUSE);
    repeated.start();
    Awaitility.await().until(() -> times.get() > 0);
    repeated.stop();
    var last = new AtomicInteger();
    Awaitility.await("nothing more happens")
        .during(Duration.ofMillis(50))
        .until(() -> last.getAndSet(times.get()) == times.get());
    int stopped = times.get();

    repeated.start();
    Awaitility.await().until(() -> times.get() > stopped);
    repeated.stop();
  }
}
