// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.api.VirtualGateway;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Has resources looked at again although nobody has edited them. */
final class Nudges extends AbstractEventSource<Void, VirtualGateway> {

  private final List<Background> reasons = new CopyOnWriteArrayList<>();

  Nudges() {
    super(Void.class, "nudges");
  }

  /** Does {@code work}, which may find a reason for a nudge, from {@link #begin} to the stop. */
  void repeat(Background work) {
    reasons.add(work);
  }

  /** Has {@code resource} looked at soon. */
  void nudge(VirtualGateway resource) {
    getEventHandler().handleEvent(new Event(ResourceID.fromResource(resource)));
  }

  @Override
  public Set<Void> getSecondaryResources(VirtualGateway primary) {
    return Set.of();
  }

  /** Begins to look for reasons. */
  void begin() {
    reasons.forEach(Background::start);
  }

  @Override
  public void stop() {
    reasons.forEach(Background::stop);
    super.stop();
  }
}
