// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.Manifest;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeferredNudgesTest {

  private static final VirtualGateway RESOURCE = Manifest.of("shop", "edge", "apps", 80);
  private static final ResourceID EDGE = ResourceID.fromResource(RESOURCE);
  private static final ResourceID OTHER = new ResourceID("other", "shop");

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final DeferredNudges nudges = new DeferredNudges(metrics);
  private final List<ResourceID> arrived = new CopyOnWriteArrayList<>();
  private final EventHandler loop = this::arrive;
  private final SimpleInboundEventSource<VirtualGateway> source =
      new SimpleInboundEventSource<>("nudges");

  private void arrive(Event event) {
    arrived.add(event.getRelatedCustomResourceID());
  }

  @BeforeEach
  void guard() {
    nudges.guard(loop, List.of(source));
    source.start();
  }

  @Test
  void nudgeOfARestingResourceArrivesAtOnce() {
    source.propagateEvent(EDGE);
    assertThat(arrived).containsExactly(EDGE);

    begin();
    succeed();
    source.propagateEvent(EDGE);
    assertThat(arrived).containsExactly(EDGE, EDGE);
  }

  @Test
  void nudgesDuringAPassArriveOnceAfterIt() {
    begin();
    source.propagateEvent(EDGE);
    source.propagateEvent(EDGE);
    source.propagateEvent(OTHER);
    assertThat(arrived).containsExactly(OTHER);

    succeed();

    Awaitility.await().until(() -> arrived.equals(List.of(OTHER, EDGE)));
  }

  @Test
  void nudgesDuringAndAfterAFailedPassAreDropped() {
    begin();
    source.propagateEvent(EDGE);
    fail();
    source.propagateEvent(EDGE);
    source.propagateEvent(OTHER);
    assertThat(arrived).containsExactly(OTHER);
    assertThat(refused()).isEqualTo(1);

    begin();
    assertThat(refused()).isEqualTo(1);
    succeed();
    assertThat(refused()).isZero();
    source.propagateEvent(EDGE);

    assertThat(arrived).containsExactly(OTHER, EDGE);
  }

  @Test
  void nextResourceOfTheNameIsNotHeldUp() {
    begin();
    fail();
    synchronized (loop) {
      nudges.cleanupDone(EDGE, Map.of());
    }

    source.propagateEvent(EDGE);

    assertThat(arrived).containsExactly(EDGE);
  }

  private void begin() {
    synchronized (loop) {
      nudges.reconciliationSubmitted(RESOURCE, retry(), Map.of());
    }
  }

  private void succeed() {
    synchronized (loop) {
      nudges.reconciliationSucceeded(RESOURCE, Map.of());
    }
  }

  private void fail() {
    synchronized (loop) {
      nudges.reconciliationFailed(RESOURCE, retry(), new IllegalStateException("x"), Map.of());
    }
  }

  private double refused() {
    return metrics.get("appmesh.reconciles.refused").gauge().value();
  }

  private static RetryInfo retry() {
    return new GenericRetry().initExecution();
  }
}
