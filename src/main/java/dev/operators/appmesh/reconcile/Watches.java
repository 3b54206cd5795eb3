// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import dev.operators.appmesh.gateway.MeshConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks after the gateways of each connection on threads of its own, so that none waits for the
 * slowness of another's service, for as long as the connection is used with the same settings.
 */
final class Watches implements Background {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Supplier<Collection<MeshConnection>> inUse;
  private final Function<MeshConnection, List<Repeated>> work;
  private final Repeated looking =
      new Repeated("connections", this::look, INTERVAL, () -> INTERVAL);
  private final Map<MeshConnection, List<Repeated>> running = new HashMap<>();
  private boolean stopped = true;

  /**
   * @param inUse the connections as they are used now
   * @param work what is to be done for one of them
   */
  Watches(
      Supplier<Collection<MeshConnection>> inUse, Function<MeshConnection, List<Repeated>> work) {
    this.inUse = inUse;
    this.work = work;
  }

  @Override
  public synchronized void start() {
    stopped = false;
    looking.start();
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    looking.stop();
    keep(List.of());
  }

  private synchronized void look() {
    if (!stopped) {
      keep(inUse.get());
    }
  }

  private void keep(Collection<MeshConnection> wanted) {
    var gone = new HashMap<>(running);
    gone.keySet().removeAll(wanted);
    gone.values().forEach(it -> it.forEach(Repeated::stop));
    running.keySet().retainAll(wanted);
    for (var access : wanted) {
      running.computeIfAbsent(
          access,
          it -> {
            var begun = work.apply(it);
            begun.forEach(Repeated::start);
            return begun;
          });
    }
  }
}
