// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.connect.ConnectionSources;
import dev.operators.appmesh.connect.Grants;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.ReconcileSlots;
import dev.operators.appmesh.reconcile.watch.Intervals;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the controller says of itself before it has talked to the API server. */
class GatewayControllerTest {

  @AutoClose
  private final KubernetesClient kubernetes =
      new KubernetesClientBuilder()
          .withConfig(new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build())
          .build();

  @AutoClose private final SdkConnections meshes = SdkConnections.forCommand();

  @Test
  void isNotReadyBeforeItHasInformers() {
    assertThat(controller().unreadiness())
        .containsExactly("the operator is not running: it fills its caches, or it stops");
  }

  private GatewayController controller() {
    var metrics = new SimpleMeterRegistry();
    var aws = new AwsTarget("us-west-2", null, false);
    var settings =
        new Settings(
            aws,
            CallRates.LEARNED,
            new OwnerMarks("cluster", Map.of()),
            new WatchScope(Set.of(), null),
            Grants.EVERYTHING,
            new Intervals(Duration.ofHours(10), Duration.ofMinutes(1), Duration.ofMinutes(10)),
            64,
            new ListenAddress("127.0.0.1", 0),
            new LeaderElection(false, null, null));
    var sources = new ConnectionSources(false, kubernetes);
    var slots = new ReconcileSlots(64, metrics);
    var loop =
        GatewayLoop.of(
            sources.connections(meshes, aws.settings(CallRates.LEARNED), Grants.EVERYTHING, false),
            sources,
            Mandate.UNLIMITED,
            kubernetes,
            "cluster",
            Tags.of(Map.of()),
            settings.intervals(),
            slots,
            metrics,
            InstantSource.system(),
            new Random(1));
    var rights = new WatchRights(List.of(), _ -> List.of(), InstantSource.system());
    return new GatewayController(loop, slots, settings, Set.of(), rights, kubernetes, metrics);
  }
}
