// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.Manifests;
import dev.operators.appmesh.Manifests.Manifest;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VirtualGatewayTest {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  static Stream<Manifest> everySpecCanBeRead() {
    return Stream.concat(Manifests.valid().stream(), Manifests.invalid().stream());
  }

  @ParameterizedTest
  @MethodSource
  void everySpecCanBeRead(Manifest manifest) {
    var resource = read(SERIALIZATION.asJson(manifest.resource()));
    assertThat(resource.getSpec()).isEqualTo(manifest.resource().get("spec"));
  }

  static Stream<Manifest> validSpecFitsTheTypes() {
    return Manifests.valid().stream();
  }

  @ParameterizedTest
  @MethodSource
  void validSpecFitsTheTypes(Manifest manifest) {
    var spec =
        new JsonMapper().convertValue(manifest.resource().get("spec"), VirtualGatewaySpec.class);
    assertThat(spec.meshName()).isEqualTo("apps");
    assertThat(spec.listeners()).isNotEmpty();
  }

  @Test
  void newResourceHasNeitherSpecNorStatus() {
    assertThat(SERIALIZATION.asJson(new VirtualGateway()))
        .doesNotContain("spec", "status")
        .contains("appmesh.operators.dev/v1beta1", "VirtualGateway");
  }

  @Test
  void statusSurvivesARoundTrip() {
    var status =
        new VirtualGatewayStatus(
            3L,
            3L,
            true,
            "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/edge",
            "a1",
            7L,
            "123456789012",
            "210987654321",
            "2026-01-01T00:00:00Z",
            "2026-01-02T00:00:00Z",
            "ACTIVE",
            "0123456789abcdef0123456789abcdef",
            List.of(new Tag("team", "edge")),
            List.of(new Condition("2026-01-01T00:00:00Z", "fine", 3L, "InSync", "True", "Ready")),
            List.of(new FieldDrift("80", null, "listeners[0].portMapping.port")),
            "now",
            "c2/shop/ingress");
    var resource = new VirtualGateway();
    resource.setStatus(status);
    var json = SERIALIZATION.asJson(resource);
    assertThat(json).doesNotContain("null");
    assertThat(read(json).getStatus()).isEqualTo(status);
  }

  @Test
  void absentMembersOfStatusAreLeftOut() {
    assertThat(SERIALIZATION.asJson(VirtualGatewayStatus.EMPTY)).isEqualTo("{}");
  }

  @Test
  void unreadableMembersOfStatusAreLeftOut() {
    var status =
        read("""
        {"status": {"arn": "arn:x", "version": "many", "conditions": {"Ready": true},
          "drift": [7], "tags": "none", "fromTheFuture": [1]}}
        """)
            .getStatus();
    assertThat(status).isEqualTo(VirtualGatewayStatus.EMPTY.with(it -> it.arn = "arn:x"));
  }

  @Test
  void statusOfAnotherTypeIsEmpty() {
    assertThat(read("{\"status\": \"fine\"}").getStatus()).isEqualTo(VirtualGatewayStatus.EMPTY);
    assertThat(read("{\"status\": [1]}").getStatus()).isEqualTo(VirtualGatewayStatus.EMPTY);
  }

  private static VirtualGateway read(String json) {
    return SERIALIZATION.unmarshal(json, VirtualGateway.class);
  }
}
