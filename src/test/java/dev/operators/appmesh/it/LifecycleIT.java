// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DELETE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appmesh.model.TagRef;

/** A resource from its creation to its end. */
class LifecycleIT {

  @AutoClose private final TestEnvironment env = new TestEnvironment("lifecycle", "apps");
  private final EmbeddedOperator operator = env.operator();

  @AfterEach
  void stop() {
    operator.close();
  }

  @Test
  void createsExactlyTheDocumentedRequest() {
    var spec =
        Map.<String, Object>of(
            "virtualGatewayName",
            "myVirtualGateway",
            "listeners",
            List.of(Map.of("portMapping", Map.of("port", 80, "protocol", "http2"))));
    var created = env.create(Manifest.of(env.namespace, "documented", "apps", spec));

    var ready = env.awaitReady("documented");

    assertThat(env.endpoint.calls()).hasSize(1);
    var call = env.endpoint.calls().getFirst();
    assertThat(call.operation()).isEqualTo(CREATE_VIRTUAL_GATEWAY);
    assertThat(call.target()).isEqualTo("/v20190125/meshes/apps/virtualGateways");
    assertThat(call.body().keySet())
        .containsExactlyInAnyOrder("spec", "virtualGatewayName", "clientToken", "tags");
    assertThat(call.body())
        .containsEntry("virtualGatewayName", "myVirtualGateway")
        .containsEntry("clientToken", created.getMetadata().getUid());
    assertThat(call.body().get("spec"))
        .hasToString("{listeners=[{portMapping={port=80, protocol=http2}}]}");
    assertThat(ready.getStatus())
        .satisfies(
            status -> {
              assertThat(status.arn())
                  .isEqualTo(
                      "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/myVirtualGateway");
              assertThat(status.uid()).isNotBlank();
              assertThat(status.version()).isEqualTo(1);
              assertThat(status.status()).isEqualTo("ACTIVE");
              assertThat(status.meshOwner()).isEqualTo("123456789012");
              assertThat(status.resourceOwner()).isEqualTo("123456789012");
              assertThat(status.observedGeneration()).isEqualTo(1);
              assertThat(status.createdAt()).isEqualTo(status.lastUpdatedAt());
              assertThat(status.conditions()).extracting("type").containsExactly("Ready", "Synced");
            });
    env.awaitEvents("documented", "Normal Created");
  }

  @Test
  void updatesWithTwoCallsAndOneWrite() {
    env.create("edited", 80);
    env.awaitReady("edited");
    env.endpoint.forgetCalls();
    var writes = env.writes();

    env.changePort("edited", 8080);
    var ready = env.awaitReady("edited");

    assertThat(env.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, UPDATE_VIRTUAL_GATEWAY);
    assertThat(env.endpoint.calls().getLast().clientToken())
        .isNotEqualTo(ready.getMetadata().getUid())
        .hasSizeLessThanOrEqualTo(36);
    assertThat(ready.getStatus().version()).isEqualTo(2);
    assertThat(ready.getStatus().observedGeneration()).isEqualTo(2);
    // one by the user, one by the operator
    assertThat(env.writes() - writes).isEqualTo(2);
    env.awaitEvents("edited", "Normal Created", "Normal Updated");
    assertThat(env.gateways.describe("apps", "edited").orElseThrow().spec().json())
        .contains("8080");
  }

  @Test
  void deletesWithTwoCallsAndOneWrite() {
    env.create("deleted", 80);
    env.awaitReady("deleted");
    env.endpoint.forgetCalls();
    var writes = env.writes();

    env.delete("deleted");
    env.awaitGone("deleted");

    assertThat(env.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, DELETE_VIRTUAL_GATEWAY);
    assertThat(env.writes() - writes).isEqualTo(2);
    assertThat(env.gateways.list("apps")).isEmpty();
    env.awaitEvents("deleted", "Normal Created", "Normal Deleted");
  }

  @Test
  void changesTagsInPlaceAndKeepsForeignOnes() {
    var tags =
        List.of(Map.of("key", "team", "value", "edge"), Map.of("key", "stage", "value", "test"));
    env.create(Manifest.with(env.gateway("tagged", 80), "tags", tags));
    var arn = env.awaitReady("tagged").getStatus().arn();
    env.endpoint.sdk.tagResource(
        it -> it.resourceArn(arn).tags(TagRef.builder().key("foreign").value("kept").build()));

    env.edit(
        "tagged", it -> Manifest.with(it, "tags", List.of(Map.of("key", "team", "value", "core"))));
    env.awaitReady("tagged");

    var found = env.endpoint.sdk.listTagsForResource(it -> it.resourceArn(arn)).tags();
    assertThat(found)
        .filteredOn(tag -> !tag.key().startsWith("appmesh.operators.dev/"))
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactlyInAnyOrder("team=core", "foreign=kept");
    assertThat(found).hasSize(6);
  }

  @Test
  void waitsForAMissingMesh() {
    env.create(Manifest.of(env.namespace, "early", "later", 80));
    var waiting = env.awaitReason("early", "MeshNotFound");
    assertThat(TestEnvironment.synced(waiting).orElseThrow().message())
        .contains("Create mesh later");
    assertThat(TestEnvironment.condition(waiting, "Reconciling")).isPresent();
    assertThat(TestEnvironment.condition(waiting, "Ready").orElseThrow().status())
        .isEqualTo("False");

    env.endpoint.sdk.createMesh(it -> it.meshName("later"));

    var ready = env.awaitReady("early");
    assertThat(TestEnvironment.condition(ready, "Reconciling")).isEmpty();
  }

  @Test
  void planModeChangesNothing() {
    env.create(Manifest.with(env.gateway("planned", 80), "management", Map.of("mode", "Plan")));
    var planned = env.awaitReason("planned", "PlanOnly");
    assertThat(planned.getStatus().drift()).isNotEmpty();
    assertThat(TestEnvironment.condition(planned, "Ready").orElseThrow().reason())
        .isEqualTo("Absent");

    env.delete("planned");
    env.awaitGone("planned");

    assertThat(env.endpoint.calls())
        .extracting(Call::operation)
        .containsOnly(DESCRIBE_VIRTUAL_GATEWAY);
  }

  @Test
  void retainPolicyKeepsTheGateway() {
    env.create(
        Manifest.with(env.gateway("kept", 80), "management", Map.of("deletionPolicy", "Retain")));
    var arn = env.awaitReady("kept").getStatus().arn();

    env.delete("kept");
    env.awaitGone("kept");

    assertThat(env.gateways.list("apps")).hasSize(1);
    assertThat(env.endpoint.sdk.listTagsForResource(it -> it.resourceArn(arn)).tags()).isEmpty();
  }
}
