// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DELETE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.Call;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.Operators;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appmesh.model.TagRef;

/** A resource from its creation to its end. */
class LifecycleIT {

  private Bench bench;
  private Operators operator;

  @BeforeEach
  void start() {
    bench = new Bench("lifecycle", "apps");
    operator = bench.operator();
  }

  @AfterEach
  void stop() {
    operator.close();
    bench.close();
  }

  @Test
  void createsExactlyTheDocumentedRequest() {
    var spec =
        Map.<String, Object>of(
            "virtualGatewayName",
            "myVirtualGateway",
            "listeners",
            List.of(Map.of("portMapping", Map.of("port", 80, "protocol", "http2"))));
    var created = bench.create(Manifest.of(bench.namespace, "documented", "apps", spec));

    var ready = bench.awaitReady("documented");

    assertThat(bench.endpoint.calls()).hasSize(1);
    var call = bench.endpoint.calls().getFirst();
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
    bench.awaitEvents("documented", "Normal Created");
  }

  @Test
  void updatesWithTwoCallsAndOneWrite() {
    bench.create(Manifest.of(bench.namespace, "edited", "apps", 80));
    bench.awaitReady("edited");
    bench.endpoint.forgetCalls();
    var writes = bench.writes();

    bench.edit("edited", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(8080))));
    var ready = bench.awaitReady("edited");

    assertThat(bench.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, UPDATE_VIRTUAL_GATEWAY);
    assertThat(bench.endpoint.calls().getLast().clientToken())
        .isNotEqualTo(ready.getMetadata().getUid())
        .hasSizeLessThanOrEqualTo(36);
    assertThat(ready.getStatus().version()).isEqualTo(2);
    assertThat(ready.getStatus().observedGeneration()).isEqualTo(2);
    // one by the user, one by the operator
    assertThat(bench.writes() - writes).isEqualTo(2);
    bench.awaitEvents("edited", "Normal Created", "Normal Updated");
    assertThat(bench.endpoint.describe("apps", "edited").orElseThrow().spec().json())
        .contains("8080");
  }

  @Test
  void deletesWithTwoCallsAndOneWrite() {
    bench.create(Manifest.of(bench.namespace, "deleted", "apps", 80));
    bench.awaitReady("deleted");
    bench.endpoint.forgetCalls();
    var writes = bench.writes();

    bench.delete("deleted");
    bench.awaitGone("deleted");

    assertThat(bench.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, DELETE_VIRTUAL_GATEWAY);
    assertThat(bench.writes() - writes).isEqualTo(2);
    assertThat(bench.endpoint.list("apps")).isEmpty();
    bench.awaitEvents("deleted", "Normal Created", "Normal Deleted");
  }

  @Test
  void changesTagsInPlaceAndKeepsForeignOnes() {
    var tags =
        List.of(Map.of("key", "team", "value", "edge"), Map.of("key", "stage", "value", "test"));
    bench.create(Manifest.with(Manifest.of(bench.namespace, "tagged", "apps", 80), "tags", tags));
    var arn = bench.awaitReady("tagged").getStatus().arn();
    bench
        .endpoint
        .client()
        .tagResource(
            it -> it.resourceArn(arn).tags(TagRef.builder().key("foreign").value("kept").build()));

    bench.edit(
        "tagged", it -> Manifest.with(it, "tags", List.of(Map.of("key", "team", "value", "core"))));
    bench.awaitReady("tagged");

    var found = bench.endpoint.client().listTagsForResource(it -> it.resourceArn(arn)).tags();
    assertThat(found)
        .filteredOn(tag -> !tag.key().startsWith("appmesh.operators.dev/"))
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactlyInAnyOrder("team=core", "foreign=kept");
    assertThat(found).hasSize(6);
  }

  @Test
  void waitsForItsMesh() {
    bench.create(Manifest.of(bench.namespace, "early", "later", 80));
    var waiting = bench.awaitReason("early", "MeshNotFound");
    assertThat(Bench.synced(waiting).orElseThrow().message()).contains("Create mesh later");
    assertThat(Bench.condition(waiting, "Reconciling")).isPresent();
    assertThat(Bench.condition(waiting, "Ready").orElseThrow().status()).isEqualTo("False");

    bench.endpoint.client().createMesh(it -> it.meshName("later"));

    var ready = bench.awaitReady("early");
    assertThat(Bench.condition(ready, "Reconciling")).isEmpty();
  }

  @Test
  void neverMutatesInPlanMode() {
    bench.create(
        Manifest.with(
            Manifest.of(bench.namespace, "planned", "apps", 80),
            "management",
            Map.of("mode", "Plan")));
    var planned = bench.awaitReason("planned", "PlanOnly");
    assertThat(planned.getStatus().drift()).isNotEmpty();
    assertThat(Bench.condition(planned, "Ready").orElseThrow().reason()).isEqualTo("Absent");

    bench.delete("planned");
    bench.awaitGone("planned");

    assertThat(bench.endpoint.calls())
        .extracting(Call::operation)
        .containsOnly(DESCRIBE_VIRTUAL_GATEWAY);
  }

  @Test
  void keepsTheGatewayWhenToldToRetainIt() {
    bench.create(
        Manifest.with(
            Manifest.of(bench.namespace, "kept", "apps", 80),
            "management",
            Map.of("deletionPolicy", "Retain")));
    var arn = bench.awaitReady("kept").getStatus().arn();

    bench.delete("kept");
    bench.awaitGone("kept");

    assertThat(bench.endpoint.list("apps")).hasSize(1);
    assertThat(bench.endpoint.client().listTagsForResource(it -> it.resourceArn(arn)).tags())
        .isEmpty();
  }
}
