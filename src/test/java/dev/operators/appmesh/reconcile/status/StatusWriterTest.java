// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.reconcile.TestGateways;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On an API server that is not there. */
class StatusWriterTest {

  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder()
                  .withMasterUrl("http://127.0.0.1:1")
                  .withRequestRetryBackoffLimit(0)
                  .build())
          .build();
  private boolean mandate = true;
  private final StatusWriter writer = new StatusWriter(client, () -> mandate, new KnownStatuses());

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void writesWithMandateOnly() {
    var resource = TestGateways.resource(null);
    var next = TestGateways.status(VirtualGatewayStatus.EMPTY, TestGateways.inSync());
    assertThatThrownBy(() -> writer.write(resource, next))
        .isInstanceOf(KubernetesClientException.class);
    mandate = false;
    assertThatThrownBy(() -> writer.write(resource, next))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not lead");
  }
}
