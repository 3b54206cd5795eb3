// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.reconcile.TestGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two writers of one status, on a real API server. */
class StatusWriterIT {

  private static final VirtualGatewayStatus IN_SYNC =
      TestGateways.status(VirtualGatewayStatus.EMPTY, TestGateways.inSync());

  /** With what JSON can be written in two ways. */
  private static final VirtualGatewayStatus FAILED =
      TestGateways.status(
          VirtualGatewayStatus.EMPTY,
          new Outcome.Failed(Reason.SERVICE_ERROR, "<html>&amp; é 🚪 \u2028 \u001b \\ \"/\""));

  private final TestCluster cluster = TestCluster.shared();
  private final String namespace = cluster.newNamespace("status");

  /** With the operator's rights. */
  @AutoClose
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(Config.fromKubeconfig(cluster.operatorKubeconfig().toFile()))
          .build();

  private final KnownStatuses knownStatuses = new KnownStatuses();
  private final StatusWriter writer = new StatusWriter(client, Mandate.UNLIMITED, knownStatuses);
  private final StatusWriter other =
      new StatusWriter(client, Mandate.UNLIMITED, new KnownStatuses());
  private final VirtualGateway made = create();

  @Test
  void goesByWhatItWroteItself() {
    assertThat(writer.write(made, FAILED)).isTrue();
    assertThat(stored()).isEqualTo(FAILED);
    assertThat(knownStatuses.latest(made)).isEqualTo(FAILED);

    assertThat(writer.write(made, IN_SYNC)).isTrue();

    assertThat(stored()).isEqualTo(IN_SYNC);
  }

  @Test
  void statusThatIsThereAlreadyIsNotWritten() {
    assertThat(writer.write(made, IN_SYNC)).isTrue();
    var version = resource().get().getMetadata().getResourceVersion();

    assertThat(writer.write(made, IN_SYNC)).isTrue();

    assertThat(resource().get().getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void statusThatSomebodyElseWroteStays() {
    assertThat(other.write(made, FAILED)).isTrue();

    assertThat(writer.write(made, IN_SYNC)).isFalse();

    assertThat(stored()).isEqualTo(FAILED);
    assertThat(knownStatuses.latest(made)).isEqualTo(FAILED);
    assertThat(writer.write(made, IN_SYNC)).as("by what it knows now").isTrue();
    assertThat(stored()).isEqualTo(IN_SYNC);
  }

  /** Of two that write the same, or of a request and its repetition, one has written it. */
  @Test
  void sameStatusIsWrittenByOne() {
    assertThat(other.write(made, IN_SYNC)).isTrue();

    assertThat(writer.write(made, IN_SYNC)).isFalse();
  }

  @Test
  void editsHoldUpNothing() {
    assertThat(other.write(made, FAILED)).isTrue();
    var old = resource().get();
    edit(81);

    assertThat(writer.write(old, IN_SYNC)).isTrue();

    assertThat(stored()).isEqualTo(IN_SYNC);
    edit(82);
    assertThat(writer.write(old, FAILED)).isTrue();
    assertThat(stored()).isEqualTo(FAILED);
    assertThat(resource().get().getMetadata().getGeneration()).isEqualTo(3);
  }

  @Test
  void resourceThatWasMadeAnewIsLeftAlone() {
    resource().delete();
    var pending = create().getStatus();

    assertThat(writer.write(made, IN_SYNC)).isFalse();

    assertThat(stored()).isEqualTo(pending);
  }

  @Test
  void resourceThatIsGoneIsNotWritten() {
    resource().delete();

    assertThat(writer.write(made, IN_SYNC)).isFalse();
  }

  private VirtualGateway create() {
    var resource = new VirtualGateway();
    resource.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName("edge").build());
    resource.setSpec(spec(80));
    return cluster.client().resource(resource).create();
  }

  private void edit(int port) {
    resource()
        .edit(
            it -> {
              it.setSpec(spec(port));
              return it;
            });
  }

  private static Map<String, Object> spec(int port) {
    var spec = new HashMap<String, Object>(Map.of("meshName", "apps"));
    spec.put("listeners", List.of(Map.of("portMapping", Map.of("port", port, "protocol", "http"))));
    return spec;
  }

  private VirtualGatewayStatus stored() {
    return resource().get().getStatus();
  }

  private Resource<VirtualGateway> resource() {
    return cluster.client().resources(VirtualGateway.class).inNamespace(namespace).withName("edge");
  }
}
