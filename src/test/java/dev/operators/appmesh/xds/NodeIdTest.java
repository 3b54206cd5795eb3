// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeIdTest {

  private final NodeId ids = new NodeId("us-west-2", "123456789012");

  @ParameterizedTest
  @CsvSource({
    "mesh/apps/virtualGateway/ingress, apps, ingress",
    "mesh/apps@123456789012/virtualGateway/ingress, apps, ingress",
    "mesh/a@b.c/virtualGateway/in gress, a@b.c, in gress",
    "mesh/apps@12345/virtualGateway/x, apps@12345, x",
    "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/ingress, apps, ingress",
    "arn:aws-cn:appmesh:us-west-2:123456789012:mesh/a@123456789012/virtualGateway/g, a, g",
  })
  void areTheFormsOfAppMeshsAgentAndInjector(String id, String mesh, String gateway) {
    assertThat(ids.gateway(id)).isEqualTo(new GatewayName(mesh, gateway));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                        | node.id must be"
            + " mesh/MESH/virtualGateway/GATEWAY",
        "ingress                                   | node.id must be"
            + " mesh/MESH/virtualGateway/GATEWAY",
        "mesh/apps                                 | node.id must be"
            + " mesh/MESH/virtualGateway/GATEWAY",
        "mesh/apps/virtualGateway/                 | node.id must be"
            + " mesh/MESH/virtualGateway/GATEWAY",
        "mesh/apps/virtualGateway/a/gatewayRoute/b | node.id must be"
            + " mesh/MESH/virtualGateway/GATEWAY",
        "mesh/apps/virtualNode/blue                | names a virtualNode: this control plane serves"
            + " virtual gateways only.",
        "mesh/apps@999999999999/virtualGateway/g   | the mesh owner '999999999999': this control"
            + " plane serves 123456789012.",
        "arn:aws:appmesh:eu-west-1:123456789012:mesh/a/virtualGateway/g | the region 'eu-west-1':"
            + " this control plane serves us-west-2.",
        "arn:aws:appmesh:us-west-2:999999999999:mesh/a/virtualGateway/g | the account"
            + " '999999999999': this",
        "arn:aws:ecs:us-west-2:123456789012:mesh/a/virtualGateway/g     | node.id must be",
      })
  void othersAreRefusedWithTheReason(String id, String reason) {
    assertThatThrownBy(() -> ids.gateway(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aLongOneIsRefusedUnread() {
    assertThatThrownBy(() -> ids.gateway("mesh/" + "a".repeat(2000)))
        .hasMessage("node.id has more than 1024 characters.");
  }
}
