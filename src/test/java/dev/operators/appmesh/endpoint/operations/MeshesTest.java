// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SdkRequests;
import dev.operators.appmesh.fixture.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.appmesh.model.BadRequestException;
import software.amazon.awssdk.services.appmesh.model.ConflictException;
import software.amazon.awssdk.services.appmesh.model.EgressFilterType;
import software.amazon.awssdk.services.appmesh.model.ForbiddenException;
import software.amazon.awssdk.services.appmesh.model.MeshRef;
import software.amazon.awssdk.services.appmesh.model.MeshStatusCode;
import software.amazon.awssdk.services.appmesh.model.NotFoundException;
import software.amazon.awssdk.services.appmesh.model.ResourceInUseException;

class MeshesTest {
  private final TestClock clock = new TestClock();

  @AutoClose
  private final EmbeddedEndpoint endpoint =
      EmbeddedEndpoint.with("apps").open().clock(clock).start();

  @ParameterizedTest
  @ValueSource(strings = {"a b+c%2F;x=?#é€", "a_b.c-d", "日本", "🚪"})
  void nameMayHaveToBeEncoded(String name) {
    var created = endpoint.sdk.createMesh(mesh -> mesh.meshName(name)).mesh();

    assertThat(endpoint.sdk.describeMesh(mesh -> mesh.meshName(name)).mesh()).isEqualTo(created);
    assertThat(created.metadata().arn()).endsWith(":mesh/" + name);
  }

  @Test
  void createdMeshIsDescribed() {
    var created = endpoint.sdk.createMesh(mesh -> mesh.meshName("more")).mesh();

    assertThat(created.meshName()).isEqualTo("more");
    assertThat(created.metadata().arn())
        .isEqualTo("arn:aws:appmesh:us-west-2:123456789012:mesh/more");
    assertThat(created.metadata().version()).isEqualTo(1);
    assertThat(created.metadata().createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(created.metadata().lastUpdatedAt()).isEqualTo(created.metadata().createdAt());
    assertThat(created.metadata().uid()).hasSize(36);
    assertThat(created.metadata().meshOwner()).isEqualTo(SdkRequests.ACCOUNT);
    assertThat(created.metadata().resourceOwner()).isEqualTo(SdkRequests.ACCOUNT);
    assertThat(created.status().status()).isEqualTo(MeshStatusCode.ACTIVE);
    assertThat(endpoint.sdk.describeMesh(mesh -> mesh.meshName("more")).mesh()).isEqualTo(created);
  }

  @Test
  void updateReplacesTheSpecAndCounts() {
    var before = endpoint.sdk.describeMesh(mesh -> mesh.meshName("apps")).mesh();
    clock.pass(Duration.ofSeconds(1));

    var after =
        endpoint
            .sdk
            .updateMesh(
                mesh ->
                    mesh.meshName("apps")
                        .spec(
                            spec ->
                                spec.egressFilter(filter -> filter.type(EgressFilterType.ALLOW_ALL))
                                    .serviceDiscovery(found -> found.ipPreference("IPv6_ONLY"))))
            .mesh();

    assertThat(after.metadata().version()).isEqualTo(2);
    assertThat(after.metadata().uid()).isEqualTo(before.metadata().uid());
    assertThat(after.metadata().createdAt()).isEqualTo(before.metadata().createdAt());
    assertThat(after.metadata().lastUpdatedAt())
        .isEqualTo(before.metadata().createdAt().plusSeconds(1));
    assertThat(after.spec().egressFilter().type()).isEqualTo(EgressFilterType.ALLOW_ALL);
    assertThat(after.spec().serviceDiscovery().ipPreferenceAsString()).isEqualTo("IPv6_ONLY");
  }

  @Test
  void deletedMeshKeepsItsVersionAndIsGone() {
    clock.pass(Duration.ofSeconds(1));

    var deleted = endpoint.sdk.deleteMesh(mesh -> mesh.meshName("apps")).mesh();

    assertThat(deleted.metadata().version()).isEqualTo(1);
    assertThat(deleted.metadata().lastUpdatedAt())
        .isEqualTo(deleted.metadata().createdAt().plusSeconds(1));
    assertThat(deleted.status().status()).isEqualTo(MeshStatusCode.DELETED);
    assertThatThrownBy(() -> endpoint.sdk.describeMesh(mesh -> mesh.meshName("apps")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Mesh with name apps is not present for account 123456789012");
  }

  @Test
  void meshWithGatewaysIsInUse() {
    endpoint.sdk.createVirtualGateway(gateway("ingress", 80));

    assertThatThrownBy(() -> endpoint.sdk.deleteMesh(mesh -> mesh.meshName("apps")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(
            "Mesh apps for account 123456789012 has active VirtualGateways, please delete"
                + " VirtualGateways before deleting the Mesh");
  }

  @Test
  void nameIsTakenOnce() {
    assertThatThrownBy(() -> endpoint.sdk.createMesh(mesh -> mesh.meshName("apps")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Mesh with name apps already exists for account 123456789012");
  }

  @Test
  void updateAndDeleteOfAMissingMeshAreNotFound() {
    assertThatThrownBy(() -> endpoint.sdk.updateMesh(mesh -> mesh.meshName("none")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> endpoint.sdk.deleteMesh(mesh -> mesh.meshName("none")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void ownerIsTheOwnAccount() {
    var own =
        endpoint.sdk.describeMesh(mesh -> mesh.meshName("apps").meshOwner(SdkRequests.ACCOUNT));

    assertThat(own.mesh().meshName()).isEqualTo("apps");
    assertThatThrownBy(
            () ->
                endpoint.sdk.describeMesh(mesh -> mesh.meshName("apps").meshOwner("210987654321")))
        .isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(
            () -> endpoint.sdk.describeMesh(mesh -> mesh.meshName("apps").meshOwner("1")))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void listIsPaged() {
    for (var name : new String[] {"c", "a", "b"}) {
      endpoint.sdk.createMesh(mesh -> mesh.meshName(name));
    }

    assertThat(endpoint.sdk.listMeshesPaginator(list -> list.limit(1)).meshes())
        .extracting(MeshRef::meshName)
        .containsExactly("a", "apps", "b", "c");
    assertThat(endpoint.sdk.listMeshes().nextToken()).isNull();
    assertThat(endpoint.sdk.listMeshes(list -> list.limit(4)).nextToken()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void pageSizeHasLimits(int limit) {
    assertThatThrownBy(() -> endpoint.sdk.listMeshes(list -> list.limit(limit)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("limit must be a number from 1 to 100.");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"egressFilter\":{}}', spec.egressFilter.type is required.",
    "'{\"egressFilter\":{\"type\":\"ALL\"}}', 'spec.egressFilter.type must be one of ALLOW_ALL,'",
    "'{\"egressFilter\":{\"type\":7}}', spec.egressFilter.type must be a string.",
    "'{\"serviceDiscovery\":{\"ipPreference\":\"IPv5\"}}', spec.serviceDiscovery.ipPreference must",
    "'{\"bogus\":1}', Unknown member: spec.bogus",
    "[], spec must be an object.",
  })
  void badSpecIsRefused(String spec, String message) {
    var answer =
        endpoint.send("PUT", "/v20190125/meshes", "{\"meshName\":\"m\",\"spec\":" + spec + "}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(message);
  }

  @Test
  void nameHasLimits() {
    assertThat(endpoint.sdk.createMesh(mesh -> mesh.meshName("n".repeat(255)))).isNotNull();
    for (var name : new String[] {"", "n".repeat(256), "a/b"}) {
      assertThatThrownBy(() -> endpoint.sdk.createMesh(mesh -> mesh.meshName(name)))
          .isInstanceOf(BadRequestException.class)
          .hasMessageContaining("meshName must");
    }
    assertThatThrownBy(() -> endpoint.sdk.createMesh(mesh -> {}))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("meshName is required.");
  }
}
