// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.reconcile.TestGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Events on a real API server. */
class EventRecorderIT {

  private static final Outcome CREATED =
      new Outcome.InSync(
          TestGateways.observed(TestGateways.WANTED), TestGateways.TEAM, Outcome.Change.CREATED);

  private final TestCluster cluster = TestCluster.shared();
  private final VirtualGateway resource = resource(cluster.newNamespace("events"));

  /** With the operator's rights. */
  @AutoClose
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(Config.fromKubeconfig(cluster.operatorKubeconfig().toFile()))
          .build();

  /** As the client does where it has not heard the answer: with the same name. */
  @Test
  void requestThatIsRepeatedTellsNothingTwice() {
    recorder(Mandate.UNLIMITED, 1).tell(resource, TestGateways.NOTHING, CREATED);
    recorder(Mandate.UNLIMITED, 1).tell(resource, TestGateways.NOTHING, CREATED);

    assertThat(events()).extracting(Event::getReason).containsExactly("Created");

    recorder(Mandate.UNLIMITED, 2).tell(resource, TestGateways.NOTHING, CREATED);

    assertThat(events()).as("another creation").hasSize(2);
  }

  @Test
  void endIsToldByOne() {
    recorder(Mandate.UNLIMITED, 1)
        .tell(resource, TestGateways.NOTHING, new Outcome.Gone("Deleted", "Deleted it."));
    recorder(Mandate.UNLIMITED, 2)
        .tell(resource, TestGateways.NOTHING, new Outcome.Gone("Deleted", "It is gone."));

    assertThat(events()).extracting(Event::getMessage).containsExactly("Deleted it.");
  }

  @Test
  void nothingIsToldWithoutMandate() {
    recorder(() -> false, 1).tell(resource, TestGateways.NOTHING, CREATED);

    assertThat(events()).isEmpty();
  }

  private EventRecorder recorder(Mandate mandate, long seed) {
    return new EventRecorder(client, mandate, InstantSource.system(), new Random(seed));
  }

  private List<Event> events() {
    return cluster
        .client()
        .v1()
        .events()
        .inNamespace(resource.getMetadata().getNamespace())
        .list()
        .getItems();
  }

  private static VirtualGateway resource(String namespace) {
    var resource = TestGateways.resource(Map.of());
    resource.getMetadata().setNamespace(namespace);
    return resource;
  }
}
