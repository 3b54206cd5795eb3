// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.manifest.Documents;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayManifestsTest {

  private static final String GATEWAY =
      """
      apiVersion: appmesh.operators.dev/v1beta1
      kind: VirtualGateway
      metadata: {name: %s, namespace: apps}
      spec:
        meshName: apps
        listeners:
        - portMapping:
            port: %d
            protocol: http
      ---
      """;

  @Test
  void skipsResourcesOfOtherKinds() {
    var read =
        read("kind: Service\n---\n" + GATEWAY.formatted("ingress", 80) + "kind: ConfigMap\n");
    assertThat(read.problems()).isEmpty();
    assertThat(read.gateways())
        .extracting(SourceGateway::resource)
        .containsExactly("VirtualGateway apps/ingress");
  }

  @Test
  void refusesInvalidResourcesWithFileLineAndField() {
    assertThat(read(GATEWAY.formatted("ingress", 0)).problems())
        .singleElement()
        .asString()
        .startsWith("-:8: spec.listeners[0].portMapping.port: ");
  }

  @Test
  void refusesTheSameResourceTwice() {
    assertThat(read(GATEWAY.formatted("a", 80) + GATEWAY.formatted("a", 81)).problems())
        .containsExactly(
            "-:13: metadata.name: Duplicate value: VirtualGateway apps/a is in -:1, too");
  }

  @Test
  void refusesAResourceWithoutName() {
    assertThat(read(GATEWAY.formatted("a", 80).replace("name: a, ", "")).problems())
        .containsExactly("-:3: metadata.name: Required value (fix: add name)");
  }

  @Test
  void refersResourcesOfTheAwsControllerToConvert() {
    var old =
        GATEWAY
            .formatted("a", 80)
            .replace("appmesh.operators.dev/v1beta1", "appmesh.k8s.aws/v1beta2");
    assertThat(read(old).problems())
        .singleElement()
        .asString()
        .contains("-:1: apiVersion: ", "convert");
  }

  @Test
  void readsInputAndOutputOfTheAwsCli() {
    var body =
        """
        {"meshName": "apps", "virtualGatewayName": "in_gress",
         "spec": {"listeners": [{"portMapping": {"port": 80, "protocol": "http"}}]}}
        """;
    for (var text : List.of(body, "{\"virtualGateway\": " + body + "}")) {
      var read = read(text);
      assertThat(read.problems()).isEmpty();
      assertThat(read.gateways())
          .extracting(SourceGateway::resource)
          .containsExactly("VirtualGateway in-gress");
      assertThat(read(text.replace("80", "0")).problems())
          .singleElement()
          .asString()
          .contains("-:2: ", "spec.listeners[0].portMapping.port");
    }
  }

  private static GatewayManifests read(String text) {
    var documents = new Documents(new ByteArrayInputStream(text.getBytes(UTF_8)));
    return GatewayManifests.of(documents.read("-"));
  }
}
