// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has a resource looked at that was made anew while the framework was at the end of the former one
 * of its name. With that one the framework (java-operator-sdk 5.3.2, {@code EventProcessor}, where
 * a reconciler hears of all events) forgets what the watch has told of the new one meanwhile.
 */
public final class RecreatedResources implements Metrics {

  private volatile @Nullable Controller<?> controller;

  /** Looks at nothing yet. */
  public RecreatedResources() {}

  @Override
  public void controllerRegistered(Controller<? extends HasMetadata> registered) {
    controller = registered;
  }

  /** The framework says so while it holds the lock of its event processor. */
  @Override
  public void cleanupDone(ResourceID id, Map<String, Object> metadata) {
    var loop = controller;
    if (loop != null) {
      loop.getEventSourceManager()
          .getControllerEventSource()
          .get(id)
          .ifPresent(
              anew ->
                  loop.getEventProcessor()
                      .handleEvent(new ResourceEvent(ResourceAction.ADDED, id, anew)));
    }
  }
}
