// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Holds back all events but those of the resources themselves, so that none shortens the delay
 * after a pass that the API server has refused a write. The framework alone begins a pass at once
 * at every event, and again right after one that fails if an event arrived meanwhile: a pass that
 * nudges its own resource would be repeated without a pause.
 *
 * <p>What arrives while a pass is under way waits for its end. After a failure it is dropped: the
 * retry is due in any case, and looks at everything anew. Users' edits of the resource come by
 * another way and begin a pass at once.
 *
 * <p>{@link Metrics} is where the framework says how passes begin and end. It does so while it
 * holds the lock of its event processor, which guards what is held here, too: nothing happens
 * between the question whether an event waits and its arrival.
 */
public final class DeferredNudges implements Metrics {

  private enum Held {
    /** A pass is under way. */
    UNDER_WAY,
    /** A pass is under way, and another one is to follow it. */
    NUDGED,
    /** The last pass has failed; its retry is due later. */
    REFUSED
  }

  private final Map<ResourceID, Held> held = new HashMap<>();

  /** Those whose last pass has failed, also while the next one is under way. */
  private final Set<ResourceID> refused = new HashSet<>();

  private volatile EventHandler loop = _ -> {};

  /**
   * Holds nothing yet.
   *
   * @param metrics registry for the number of resources that were refused
   */
  public DeferredNudges(MeterRegistry metrics) {
    Gauge.builder("appmesh.reconciles.refused", this, DeferredNudges::refused)
        .description("Resources for which the API server refused the last write")
        .strongReference(true)
        .register(metrics);
  }

  private int refused() {
    var lock = loop;
    synchronized (lock) {
      return refused.size();
    }
  }

  /**
   * From now on, the events of these sources go through here.
   *
   * @param events the framework's event processor, whose lock is held in all callbacks
   */
  public void guard(EventHandler events, Collection<? extends EventSource<?, ?>> sources) {
    loop = events;
    sources.forEach(source -> source.setEventHandler(this::pass));
  }

  private void pass(Event event) {
    var events = loop;
    synchronized (events) {
      var now =
          held.computeIfPresent(
              event.getRelatedCustomResourceID(),
              (_, before) -> before == Held.REFUSED ? before : Held.NUDGED);
      if (now == null) {
        events.handleEvent(event);
      }
    }
  }

  @Override
  public void reconciliationSubmitted(
      HasMetadata resource, RetryInfo retry, Map<String, Object> metadata) {
    held.put(ResourceID.fromResource(resource), Held.UNDER_WAY);
  }

  @Override
  public void reconciliationSucceeded(HasMetadata resource, Map<String, Object> metadata) {
    var id = ResourceID.fromResource(resource);
    refused.remove(id);
    if (held.remove(id) == Held.NUDGED) {
      // On another thread, which waits for the lock: this pass has not quite ended.
      Thread.ofVirtual().start(() -> pass(new Event(id)));
    }
  }

  @Override
  public void reconciliationFailed(
      HasMetadata resource, RetryInfo retry, Exception failure, Map<String, Object> metadata) {
    var id = ResourceID.fromResource(resource);
    held.put(id, Held.REFUSED);
    refused.add(id);
  }

  @Override
  public void cleanupDone(ResourceID resource, Map<String, Object> metadata) {
    held.remove(resource);
    refused.remove(resource);
  }
}
