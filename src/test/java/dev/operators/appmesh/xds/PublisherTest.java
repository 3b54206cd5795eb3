// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PublisherTest {

  private final Timers timers = new Timers();
  private final TestMesh mesh = new TestMesh();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Publisher publisher = new Publisher(mesh, new Fleet(metrics), timers);
  private final Listener listener = new Listener();

  private static final class Listener implements Publisher.Subscriber {
    private final List<Snapshot> offered = new CopyOnWriteArrayList<>();
    private final AtomicInteger ends = new AtomicInteger();

    @Override
    public void offer(Snapshot snapshot) {
      offered.add(snapshot);
    }

    @Override
    public void gone() {
      ends.incrementAndGet();
    }
  }

  @BeforeEach
  void createGateway() {
    put(1);
  }

  @AfterEach
  void stop() {
    timers.close();
  }

  @Test
  void manyChangesAreOneBuild() {
    assertThat(publisher.join(TestMesh.GATEWAY, listener)).isPresent();
    var start = timers.now();
    for (int i = 2; i <= 500; i++) {
      put(i);
      publisher.changed();
    }
    var last = snapshot(500);
    Awaitility.await()
        .until(() -> !listener.offered.isEmpty() && listener.offered.getLast().equals(last));

    // One at the beginning, one for each 50 ms, and one for each second.
    var millis = timers.now().minus(start).toMillis();
    assertThat(mesh.builds.get()).isLessThanOrEqualTo((int) (3 + millis / 50 + millis / 1000));
  }

  @Test
  void theChangeOfAnotherReplicaIsFound() {
    publisher.join(TestMesh.GATEWAY, listener);

    put(2);

    Awaitility.await().untilAsserted(() -> assertThat(listener.offered).hasSize(1));
    assertThat(listener.offered.getFirst()).isEqualTo(snapshot(2));
  }

  @Test
  void whatIsTheSameIsNotOffered() {
    publisher.join(TestMesh.GATEWAY, listener);
    put(1);
    publisher.changed();
    Awaitility.await().until(() -> mesh.builds.get() == 2);
    put(2);
    publisher.changed();

    Awaitility.await().untilAsserted(() -> assertThat(listener.offered).hasSize(1));
  }

  @Test
  void whereNobodyListensNothingIsAsked() {
    publisher.join(TestMesh.GATEWAY, listener);
    publisher.leave(TestMesh.GATEWAY, listener);
    put(2);
    publisher.changed();

    var other = new Listener();
    assertThat(publisher.join(TestMesh.GATEWAY, other)).contains(snapshot(2));
    put(3);
    publisher.changed();
    Awaitility.await().untilAsserted(() -> assertThat(other.offered).hasSize(1));
    assertThat(mesh.builds).hasValue(3);
    assertThat(listener.offered).isEmpty();
  }

  @Test
  void whoListensIsToldOnceThatTheGatewayIsGone() {
    assertThat(publisher.join(new GatewayName("apps", "none"), listener)).isEmpty();
    publisher.join(TestMesh.GATEWAY, listener);

    mesh.delete();
    publisher.changed();

    Awaitility.await().untilAsserted(() -> assertThat(listener.ends).hasValue(1));
    assertThat(publisher.join(TestMesh.GATEWAY, listener)).isEmpty();
  }

  /** Who asks could otherwise have any number of metrics kept. */
  @Test
  void gatewaysThatDoNotExistHaveNoMetrics() {
    for (int i = 0; i < 10; i++) {
      assertThat(publisher.join(new GatewayName("apps", "none" + i), listener)).isEmpty();
    }
    publisher.join(TestMesh.GATEWAY, listener);

    assertThat(metrics.find("appmesh.endpoint.xds.build.failures").counters())
        .singleElement()
        .satisfies(it -> assertThat(it.getId().getTag("gateway")).isEqualTo("ingress"));
  }

  @Test
  void aFailureIsToldOnceAndTheLastConfigurationStays() {
    var log = new ListAppender<ILoggingEvent>();
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger(Publisher.class);
    logger.addAppender(log);
    try {
      publisher.join(TestMesh.GATEWAY, listener);
      failThrice("the first reason");
      failThrice("another reason");

      assertThat(publisher.join(TestMesh.GATEWAY, new Listener())).contains(snapshot(1));
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .satisfiesExactly(
              first -> assertThat(first).contains("keep what they have").contains("first reason"),
              second -> assertThat(second).contains("another reason"));
      mesh.failure = null;
      Awaitility.await().untilAsserted(() -> assertThat(listener.offered).hasSize(1));
      assertThat(listener.offered).containsExactly(snapshot(2));
    } finally {
      logger.detachAppender(log);
    }
  }

  private void failThrice(String reason) {
    var before = failures();
    mesh.failure = reason;
    put(2);
    publisher.changed();
    Awaitility.await().until(() -> failures() >= before + 3);
  }

  private double failures() {
    return metrics.find("appmesh.endpoint.xds.build.failures").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private void put(int port) {
    mesh.put(TestMesh.configuration(8080, "-", "blue", Map.of("blue", port)));
  }

  private static Snapshot snapshot(int port) {
    return Messages.snapshot(TestMesh.configuration(8080, "-", "blue", Map.of("blue", port)));
  }
}
