// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.TestEnvironment;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The framework's own controller, on a real API server. */
class RecreatedResourcesIT {

  /** Notes what it is asked to look at, and takes its time over what is gone. */
  @ControllerConfiguration(triggerReconcilerOnAllEvents = true)
  private static final class Looks implements Reconciler<VirtualGateway> {

    private final Queue<String> uids = new ConcurrentLinkedQueue<>();
    private final CountDownLatch atTheEnd = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public UpdateControl<VirtualGateway> reconcile(
        VirtualGateway resource, Context<VirtualGateway> context) throws InterruptedException {
      if (context.isPrimaryResourceDeleted()) {
        atTheEnd.countDown();
        mayEnd.await();
      } else {
        uids.add(resource.getMetadata().getUid());
      }
      return UpdateControl.noUpdate();
    }
  }

  @Test
  void resourceMadeAnewAtTheEndOfTheFormerOneIsLookedAt() {
    try (var env = new TestEnvironment("recreated", "apps")) {
      var looks = new Looks();
      var framework =
          ConfigurationService.newOverriddenConfigurationService(
              overrider ->
                  overrider
                      .withKubernetesClient(env.client())
                      .withCloseClientOnStop(false)
                      .withMetrics(new RecreatedResources()));
      var configuration =
          ControllerConfigurationOverrider.override(framework.getConfigurationFor(looks))
              .settingNamespace(env.namespace)
              .build();
      var controller = new Controller<>(looks, configuration, env.client());
      controller.start();
      try {
        var former = env.create("edge", 80).getMetadata().getUid();
        Awaitility.await().until(() -> looks.uids.contains(former));
        env.delete("edge");
        TestEnvironment.await(looks.atTheEnd);
        var anew = env.create("edge", 80);
        var cache = controller.getEventSourceManager().getControllerEventSource();
        Awaitility.await().until(() -> cache.get(ResourceID.fromResource(anew)).isPresent());
        looks.mayEnd.countDown();

        Awaitility.await().until(() -> looks.uids.contains(anew.getMetadata().getUid()));
        assertThat(looks.uids).containsExactly(former, anew.getMetadata().getUid());
      } finally {
        controller.stop();
      }
    }
  }
}
