// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.Patience;
import dev.operators.appmesh.gateway.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that does not answer, with passes that wait for it, beside others. */
class ReconcileSlotsTest {

  private static final int PASSES = 1_000;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ReconcileSlots slots = new ReconcileSlots(4, metrics);
  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    answers.countDown();
    for (var thread : threads) {
      assertThat(thread.join(Patience.PATIENCE)).isTrue();
    }
  }

  @Test
  void connectionThatDoesNotAnswerHoldsUpNoOther() throws InterruptedException {
    hang("hung", PASSES);

    assertThat(slots.<Integer>run("healthy", "b", Priority.BACKGROUND, () -> 7)).isEqualTo(7);
    assertThat(begun).hasValue(4);
    assertThat(waiting()).isEqualTo(PASSES - 4);

    answers.countDown();
    Awaitility.await().until(() -> begun.get() == PASSES);
    Awaitility.await().until(() -> waiting() == 0);
  }

  @Test
  void connectionIsUsedAgainAfterItWasForgotten() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> slots.run("shop", "a", Priority.REQUESTED, this::defect))
          .isInstanceOf(IllegalStateException.class);
    }
    hang("shop", 5);
    assertThat(begun).hasValue(4);
    assertThat(waiting()).isOne();
  }

  @Test
  void closedSlotsTurnAwayWhatWaits() throws InterruptedException {
    hang("hung", PASSES);

    slots.close();

    Awaitility.await().until(() -> turnedAway.get() == PASSES - 4);
    assertThat(begun).hasValue(4);
    assertThatThrownBy(() -> slots.run("other", "a", Priority.REQUESTED, () -> 7))
        .isInstanceOf(InterruptedException.class);
  }

  private int defect() {
    throw new IllegalStateException("a defect");
  }

  private void hang(String connection, int passes) {
    for (int i = 0; i < passes; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  slots.run(connection, "a", Priority.REQUESTED, this::hangs);
                } catch (InterruptedException e) {
                  turnedAway.incrementAndGet();
                }
              }));
    }
    Awaitility.await().until(() -> begun.get() + waiting() == passes);
  }

  private boolean hangs() {
    begun.incrementAndGet();
    try {
      return answers.await(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int waiting() {
    return (int) metrics.get("appmesh.reconciles.waiting").gauge().value();
  }
}
