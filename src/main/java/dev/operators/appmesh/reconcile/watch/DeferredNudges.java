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

  private enum Pass {
    /** No other one is to follow it. */
    ALONE,
    /** Another one is to follow it. */
    NUDGED
  }

  private final Map<ResourceID, Pass> underWay = new HashMap<>();

  /** Those whose last pass has failed, also while its retry is under way. */
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
      var id = event.getRelatedCustomResourceID();
      if (underWay.replace(id, Pass.NUDGED) == null && !refused.contains(id)) {
        events.handleEvent(event);
      }
    }
  }

  @Override
  public void reconciliationSubmitted(
      HasMetadata resource, RetryInfo retry, Map<String, Object> metadata) {
    underWay.put(ResourceID.fromResource(resource), Pass.ALONE);
  }

  @Override
  public void reconciliationSucceeded(HasMetadata resource, Map<String, Object> metadata) {
    var id = ResourceID.fromResource(resource);
    refused.remove(id);
    if (underWay.remove(id) == Pass.NUDGED) {
      // On another thread, which waits for the lock: this pass has not quite ended.
      Thread.ofVirtual().start(() -> pass(new Event(id)));
    }
  }

  @Override
  public void reconciliationFailed(
      HasMetadata resource, RetryInfo retry, Exception failure, Map<String, Object> metadata) {
    var id = ResourceID.fromResource(resource);
    underWay.remove(id);
    refused.add(id);
  }

  @Override
  public void cleanupDone(ResourceID resource, Map<String, Object> metadata) {
    underWay.remove(resource);
    refused.remove(resource);
  }
}
