// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import dev.operators.appmesh.Patience;
import dev.operators.appmesh.api.VirtualGateway;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The resources of a namespace as a watch tells of them, so that nobody has to list them. */
final class WatchedGateways implements AutoCloseable {

  private static final Duration MOST = Patience.PATIENCE.multipliedBy(10);

  private final Map<String, VirtualGateway> known = new ConcurrentHashMap<>();
  private final SharedIndexInformer<VirtualGateway> informer;

  WatchedGateways(KubernetesClient client, String namespace) {
    informer =
        client
            .resources(VirtualGateway.class)
            .inNamespace(namespace)
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(VirtualGateway it) {
                    known.put(it.getMetadata().getName(), it);
                  }

                  @Override
                  public void onUpdate(VirtualGateway before, VirtualGateway it) {
                    onAdd(it);
                  }

                  @Override
                  public void onDelete(VirtualGateway it, boolean finalStateUnknown) {
                    known.remove(it.getMetadata().getName());
                  }
                });
  }

  /** Waits until this is true of so many resources, and of no other. */
  void await(int resources, Predicate<VirtualGateway> condition) {
    Awaitility.await()
        .atMost(MOST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> known.size() == resources && known.values().stream().allMatch(condition));
  }

  @Override
  public void close() {
    informer.close();
  }
}
