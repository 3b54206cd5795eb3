// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Patience;
import dev.operators.appmesh.gateway.Priority;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ApiServerLimitTest {

  private final ApiServerLimit limit = new ApiServerLimit(2);
  @AutoClose private final ExecutorService executor = limit.executor();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final List<String> recorded = new CopyOnWriteArrayList<>();

  @Test
  void passesThatWaitForAppMeshHoldNoPlace() {
    var answers = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      executor.execute(
          () -> {
            talk();
            ApiServerLimit.aside("a", Priority.REQUESTED, () -> await(answers));
            talk();
            recorded.add("a");
          });
    }
    executor.execute(() -> recorded.add("b"));
    Awaitility.await().until(() -> recorded.equals(List.of("b")));

    answers.countDown();

    Awaitility.await().until(() -> recorded.size() == 101);
    assertThat(most).hasValueBetween(1, 2);
  }

  @Test
  void namespacesTakeTurns() {
    var both = new CountDownLatch(1);
    var answers = new CountDownLatch(1);
    var waiting = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      var namespace = i == 99 ? "b" : "a";
      executor.execute(
          () -> {
            ApiServerLimit.aside(
                namespace,
                Priority.REQUESTED,
                () -> {
                  waiting.incrementAndGet();
                  return await(answers);
                });
            recorded.add(namespace);
          });
    }
    Awaitility.await().until(() -> waiting.get() == 100);
    for (int i = 0; i < 2; i++) {
      executor.execute(
          () -> {
            waiting.incrementAndGet();
            await(both);
          });
    }
    Awaitility.await("nobody else has a place").until(() -> waiting.get() == 102);
    answers.countDown();
    Awaitility.await().until(() -> limit.waiting() == 100);

    both.countDown();

    Awaitility.await().until(() -> recorded.size() == 100);
    assertThat(recorded.indexOf("b")).isLessThan(10);
  }

  @Test
  void failureFreesThePlace() {
    for (int i = 0; i < 10; i++) {
      executor.execute(
          () -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> recorded.add("failed"));
            throw new IllegalStateException("a defect");
          });
    }
    executor.execute(() -> recorded.add("b"));

    Awaitility.await().until(() -> recorded.size() == 11);
  }

  private void talk() {
    most.accumulateAndGet(active.incrementAndGet(), Math::max);
    Thread.onSpinWait();
    active.decrementAndGet();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
