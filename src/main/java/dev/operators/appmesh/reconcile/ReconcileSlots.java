// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.gateway.ConcurrencyLimit;
import dev.operators.appmesh.gateway.Priority;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How many passes there are at the same time by each connection, so that one that is slow or silent
 * holds up nobody else's. A connection is known by its name alone: whether there is one, and with
 * which settings, is found out by the pass.
 */
public final class ReconcileSlots implements AutoCloseable {

  private record Used(ConcurrencyLimit limit, int passes) {}

  private final int slots;
  private final Map<String, Used> connections = new HashMap<>();
  private boolean closed;

  /**
   * @param slots the number of slots of each connection, at least 1
   * @param metrics registry for the number of passes that wait
   */
  public ReconcileSlots(int slots, MeterRegistry metrics) {
    this.slots = slots;
    Gauge.builder("appmesh.reconciles.waiting", this, ReconcileSlots::waiting)
        .description("Resources that wait for a slot of their connection")
        .strongReference(true)
        .register(metrics);
  }

  /**
   * Waits for a slot of the connection, then makes a pass.
   *
   * @param namespace of the resource
   * @throws InterruptedException if the thread is interrupted, or the slots closed, while it waits
   */
  <T> T run(String connection, String namespace, Priority priority, Supplier<T> pass)
      throws InterruptedException {
    var limit = join(connection);
    try {
      return ApiServerLimit.aside(
          namespace, priority, () -> limit.run(namespace, priority, pass::get));
    } finally {
      part(connection);
    }
  }

  private synchronized ConcurrencyLimit join(String connection) throws InterruptedException {
    if (closed) {
      throw new InterruptedException("no pass begins any more");
    }
    return connections
        .merge(
            connection,
            new Used(new ConcurrencyLimit(slots), 1),
            (used, _) -> new Used(used.limit(), used.passes() + 1))
        .limit();
  }

  /** Forgets connections that are not in use: users can make up any number of names. */
  private synchronized void part(String connection) {
    connections.computeIfPresent(
        connection,
        (_, used) -> used.passes() == 1 ? null : new Used(used.limit(), used.passes() - 1));
  }

  private int waiting() {
    List<Used> all;
    synchronized (this) {
      all = List.copyOf(connections.values());
    }
    return all.stream().mapToInt(it -> it.limit().waiting()).sum();
  }

  /** Turns away the passes that wait, now and from now on. Passes in progress go on. */
  @Override
  public synchronized void close() {
    closed = true;
    connections.values().forEach(it -> it.limit().close());
  }
}
