// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.Patience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work on threads of its own, which begins, waits and ends when the test says so. */
class ConcurrencyLimitTest {

  private final ConcurrencyLimit limit = new ConcurrencyLimit(2);
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final List<String> turnedAway = new CopyOnWriteArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();

  /** A piece of work that may wait for the rate once, before it ends. */
  private final class Piece {
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch rate;
    private final Thread thread;
    private volatile boolean back;

    Piece(String name, String namespace, Priority priority, boolean waitsForRate) {
      rate = new CountDownLatch(waitsForRate ? 1 : 0);
      int before = begun.size() + limit.waiting();
      thread =
          Thread.startVirtualThread(
              () -> {
                try {
                  limit.run(namespace, priority, () -> work(name, waitsForRate));
                } catch (InterruptedException e) {
                  turnedAway.add(name);
                }
              });
      pieces.add(this);
      Awaitility.await(name).until(() -> begun.size() + limit.waiting() > before);
    }

    private boolean work(String name, boolean waitsForRate) throws InterruptedException {
      begun.add(name);
      if (waitsForRate) {
        ConcurrencyLimit.aside(() -> await(rate));
      }
      back = true;
      return await(end);
    }

    private static boolean await(CountDownLatch latch) throws InterruptedException {
      return latch.await(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Until it has given its slot back: the rate is the only wait that has a limit. */
    void awaitAside() {
      Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Lets it go on, until it waits for a slot again. */
    void comeBack() {
      rate.countDown();
      Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    void end() throws InterruptedException {
      rate.countDown();
      end.countDown();
      assertThat(thread.join(Patience.PATIENCE)).isTrue();
    }

    void interrupt() throws InterruptedException {
      thread.interrupt();
      assertThat(thread.join(Patience.PATIENCE)).isTrue();
    }
  }

  @AfterEach
  void endAll() throws InterruptedException {
    limit.close();
    for (var piece : pieces) {
      piece.rate.countDown();
      piece.end.countDown();
    }
    for (var piece : pieces) {
      assertThat(piece.thread.join(Patience.PATIENCE)).isTrue();
    }
  }

  @Test
  void noMoreWorkThanSlotsAndNamespacesTakeTurns() throws InterruptedException {
    var first = requested("A1", "a");
    var second = requested("A2", "a");
    requested("A3", "a");
    requested("A4", "a");
    var background = new Piece("B1", "b", Priority.BACKGROUND, false);
    requested("B2", "b");
    assertThat(begun).containsExactly("A1", "A2");
    assertThat(limit.waiting()).isEqualTo(4);

    first.end();
    awaitBegun("A1", "A2", "A3");
    second.end();
    awaitBegun("A1", "A2", "A3", "B2");
    pieces.get(2).end();
    awaitBegun("A1", "A2", "A3", "B2", "A4");
    pieces.get(5).end();
    awaitBegun("A1", "A2", "A3", "B2", "A4", "B1");
    background.end();
    assertThat(limit.waiting()).isZero();
  }

  @Test
  void failureFreesTheSlot() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  limit.run(
                      "a",
                      Priority.REQUESTED,
                      () -> {
                        throw new IOException("gone");
                      }))
          .isInstanceOf(IOException.class);
    }
    assertThat(limit.<Integer, RuntimeException>run("a", Priority.REQUESTED, () -> 7)).isEqualTo(7);
  }

  @Test
  void interruptedThreadLeavesTheQueueAndTheNextOneHasItsTurn() throws InterruptedException {
    var first = requested("A1", "a");
    requested("A2", "a");
    var waits = requested("A3", "a");
    requested("A4", "a");

    waits.interrupt();

    assertThat(turnedAway).containsExactly("A3");
    assertThat(limit.waiting()).isOne();
    first.end();
    awaitBegun("A1", "A2", "A4");
  }

  @Test
  void closedLimitTurnsAwayWhatWaitsAndLetsWorkEnd() throws InterruptedException {
    var first = requested("A1", "a");
    requested("A2", "a");
    var waits = requested("A3", "a");

    limit.close();

    assertThat(waits.thread.join(Patience.PATIENCE)).isTrue();
    assertThat(turnedAway).containsExactly("A3");
    assertThat(first.thread.isAlive()).isTrue();
    first.end();
    assertThatThrownBy(() -> limit.run("a", Priority.REQUESTED, () -> 7))
        .isInstanceOf(InterruptedException.class);
    assertThat(begun).containsExactly("A1", "A2");
  }

  @Test
  void whatWaitsForTheRateHoldsNoSlot() throws InterruptedException {
    var first = waiting("A1", "a");
    first.awaitAside();
    waiting("A2", "a").awaitAside();
    requested("B1", "b");
    requested("B2", "b");
    awaitBegun("A1", "A2", "B1", "B2");

    requested("B3", "b");
    first.comeBack();
    pieces.get(2).end();
    Awaitility.await("the work that had begun goes before new work").until(() -> first.back);
    assertThat(begun).hasSize(4);
    first.end();
    awaitBegun("A1", "A2", "B1", "B2", "B3");
  }

  @Test
  void noMoreThanTwiceTheSlotsHaveBegun() throws InterruptedException {
    for (int i = 0; i < 6; i++) {
      waiting("A" + i, "a");
    }
    requested("B1", "b");
    awaitBegun("A0", "A1", "A2", "A3");
    assertThat(limit.waiting()).isEqualTo(3);

    pieces.getFirst().end();
    awaitBegun("A0", "A1", "A2", "A3", "A4");
    pieces.get(1).end();
    awaitBegun("A0", "A1", "A2", "A3", "A4", "B1");
  }

  @Test
  void workKnowsItsNamespace() throws InterruptedException {
    assertThat(ConcurrencyLimit.namespace()).isEmpty();
    assertThat(
            limit.<String, RuntimeException>run(
                "a", Priority.REQUESTED, ConcurrencyLimit::namespace))
        .isEqualTo("a");
    assertThat(ConcurrencyLimit.<Integer, RuntimeException>aside(() -> 7)).isEqualTo(7);
  }

  @Test
  void neverMoreWorkThanSlotsWhateverTheOrder() throws InterruptedException {
    var active = new AtomicInteger();
    var most = new AtomicInteger();
    var ends = new ConcurrentHashMap<String, Integer>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 2_000; i++) {
      var namespace = "n" + i % 7;
      var interrupted = i % 11 == 0;
      var thread =
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    try {
                      limit.run(namespace, anyPriority(), () -> briefly(active, most));
                      ends.merge("done", 1, Integer::sum);
                    } catch (InterruptedException e) {
                      ends.merge("turned away", 1, Integer::sum);
                    }
                  });
      threads.add(thread);
      thread.start();
      if (interrupted) {
        thread.interrupt();
      }
    }
    for (var thread : threads) {
      assertThat(thread.join(Patience.PATIENCE)).isTrue();
    }

    assertThat(most).hasValueBetween(1, 2);
    assertThat(ends.values().stream().mapToInt(it -> it).sum()).isEqualTo(2_000);
    assertThat(ends.get("done")).isGreaterThan(1_800);
    assertThat(limit.waiting()).isZero();
    requested("A1", "a");
    requested("A2", "a");
    awaitBegun("A1", "A2");
  }

  private static Priority anyPriority() {
    return ThreadLocalRandom.current().nextBoolean() ? Priority.REQUESTED : Priority.BACKGROUND;
  }

  private static boolean briefly(AtomicInteger active, AtomicInteger most) {
    most.accumulateAndGet(active.incrementAndGet(), Math::max);
    active.decrementAndGet();
    ConcurrencyLimit.aside(
        () -> {
          Thread.onSpinWait();
          return true;
        });
    most.accumulateAndGet(active.incrementAndGet(), Math::max);
    Thread.onSpinWait();
    active.decrementAndGet();
    return true;
  }

  private Piece requested(String name, String namespace) {
    return new Piece(name, namespace, Priority.REQUESTED, false);
  }

  private Piece waiting(String name, String namespace) {
    return new Piece(name, namespace, Priority.REQUESTED, true);
  }

  private void awaitBegun(String... names) {
    Awaitility.await().untilAsserted(() -> assertThat(begun).containsExactly(names));
  }
}
