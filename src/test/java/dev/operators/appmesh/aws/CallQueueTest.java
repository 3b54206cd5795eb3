// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.gateway.Priority;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CallQueueTest {

  private static final long CALL = Duration.ofMillis(50).toNanos();

  private final AtomicLong now = new AtomicLong();
  private final CallQueue line = new CallQueue(20, now::get);
  private final List<String> order = new CopyOnWriteArrayList<>();

  @Test
  void namespacesTakeTurnsAndInEachUserCallsGoFirst() throws InterruptedException {
    line.await("shop", Priority.REQUESTED);
    waits("sweep 1", "", Priority.BACKGROUND);
    waits("sweep 2", "", Priority.BACKGROUND);
    waits("shop drift", "shop", Priority.BACKGROUND);
    waits("shop 1", "shop", Priority.REQUESTED);
    waits("shop 2", "shop", Priority.REQUESTED);
    waits("blog 1", "blog", Priority.REQUESTED);

    for (int went = 1; went <= 6; went++) {
      now.addAndGet(CALL);
      int size = went;
      Awaitility.await().until(() -> order.size() == size);
    }
    assertThat(order)
        .containsExactly("sweep 1", "shop 1", "blog 1", "sweep 2", "shop 2", "shop drift");
  }

  @Test
  void callThatNeedNotWaitIsMadeAtOnce() throws InterruptedException {
    assertThat(line.now()).hasValue(0);
    assertThat(line.now()).as("the token is taken").isEmpty();
    now.addAndGet(CALL);
    assertThat(line.now()).hasValue(CALL);

    waits("shop 1", "shop", Priority.REQUESTED);
    assertThat(line.now()).as("others wait").isEmpty();
    now.addAndGet(10 * CALL);
    Awaitility.await().until(() -> order.size() == 1);
  }

  @Test
  void interruptedThreadLeavesTheLine() throws InterruptedException {
    line.await("shop", Priority.REQUESTED);
    var interrupted = new AtomicBoolean();
    var first =
        Thread.startVirtualThread(
            () -> {
              try {
                line.await("shop", Priority.REQUESTED);
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    Awaitility.await().until(() -> line.length() == 1);
    first.interrupt();

    assertThat(first.join(Duration.ofSeconds(10))).isTrue();
    assertThat(interrupted).isTrue();
    assertThat(line.length()).isZero();
  }

  private void waits(String name, String namespace, Priority priority) {
    int before = line.length();
    var _ =
        Thread.startVirtualThread(
            () -> {
              try {
                line.await(namespace, priority);
                order.add(name);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> line.length() == before + 1);
  }
}
