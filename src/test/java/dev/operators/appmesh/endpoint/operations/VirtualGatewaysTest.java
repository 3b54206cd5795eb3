// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import static dev.operators.appmesh.fixture.SdkRequests.MESH;
import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static dev.operators.appmesh.fixture.SdkRequests.listening;
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
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.appmesh.model.BadRequestException;
import software.amazon.awssdk.services.appmesh.model.ConflictException;
import software.amazon.awssdk.services.appmesh.model.ForbiddenException;
import software.amazon.awssdk.services.appmesh.model.NotFoundException;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayListener;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayRef;
import software.amazon.awssdk.services.appmesh.model.VirtualGatewayStatusCode;

class VirtualGatewaysTest {
  private final TestClock clock = new TestClock();

  @AutoClose
  private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.with(MESH).open().clock(clock).start();

  @ParameterizedTest
  @ValueSource(strings = {"ingress", "A_b-9", "-"})
  void createdGatewayIsDescribed(String name) {
    var created = endpoint.sdk.createVirtualGateway(gateway(name, 80, 443)).virtualGateway();

    assertThat(created.meshName()).isEqualTo(MESH);
    assertThat(created.virtualGatewayName()).isEqualTo(name);
    assertThat(created.metadata().arn())
        .isEqualTo("arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/" + name);
    assertThat(created.metadata().version()).isEqualTo(1);
    assertThat(created.metadata().createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(created.spec()).isEqualTo(listening(80, 443));
    assertThat(created.status().status()).isEqualTo(VirtualGatewayStatusCode.ACTIVE);
    assertThat(
            endpoint
                .sdk
                .describeVirtualGateway(which -> which.meshName(MESH).virtualGatewayName(name))
                .virtualGateway())
        .isEqualTo(created);
  }

  @Test
  void updateReplacesTheSpecAndCounts() {
    var before = endpoint.sdk.createVirtualGateway(gateway("gw", 80)).virtualGateway().metadata();
    clock.pass(Duration.ofSeconds(1));

    var after =
        endpoint
            .sdk
            .updateVirtualGateway(
                update ->
                    update
                        .meshName(MESH)
                        .meshOwner(SdkRequests.ACCOUNT)
                        .virtualGatewayName("gw")
                        .spec(listening(81)))
            .virtualGateway();

    assertThat(after.metadata().version()).isEqualTo(2);
    assertThat(after.metadata().uid()).isEqualTo(before.uid());
    assertThat(after.metadata().createdAt()).isEqualTo(before.createdAt());
    assertThat(after.metadata().lastUpdatedAt()).isEqualTo(before.createdAt().plusSeconds(1));
    assertThat(after.spec()).isEqualTo(listening(81));
  }

  @Test
  void deletionIsOneMoreVersionAndTheEnd() {
    endpoint.sdk.createVirtualGateway(gateway("gw", 80));
    clock.pass(Duration.ofSeconds(1));

    var deleted =
        endpoint
            .sdk
            .deleteVirtualGateway(which -> which.meshName(MESH).virtualGatewayName("gw"))
            .virtualGateway();

    assertThat(deleted.metadata().version()).isEqualTo(2);
    assertThat(deleted.metadata().lastUpdatedAt())
        .isEqualTo(deleted.metadata().createdAt().plusSeconds(1));
    assertThat(deleted.status().status()).isEqualTo(VirtualGatewayStatusCode.DELETED);
    assertThat(deleted.spec()).isEqualTo(listening(80));
    assertThatThrownBy(
            () ->
                endpoint.sdk.deleteVirtualGateway(
                    which -> which.meshName(MESH).virtualGatewayName("gw")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void nextIncarnationHasAnotherUid() {
    var first = endpoint.sdk.createVirtualGateway(gateway("gw", 80)).virtualGateway().metadata();
    endpoint.sdk.deleteVirtualGateway(which -> which.meshName(MESH).virtualGatewayName("gw"));

    var next = endpoint.sdk.createVirtualGateway(gateway("gw", 80)).virtualGateway().metadata();

    assertThat(next.uid()).isNotEqualTo(first.uid());
    assertThat(next.version()).isEqualTo(1);
  }

  @Test
  void missingGatewayAndMeshAreNotFound() {
    assertThatThrownBy(
            () ->
                endpoint.sdk.describeVirtualGateway(
                    which -> which.meshName(MESH).virtualGatewayName("none")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(
            "VirtualGateway with name none is not present under mesh apps for account"
                + " 123456789012");
    assertThatThrownBy(
            () ->
                endpoint.sdk.updateVirtualGateway(
                    which -> which.meshName(MESH).virtualGatewayName("none").spec(listening(1))))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () ->
                endpoint.sdk.createVirtualGateway(
                    which -> which.meshName("none").virtualGatewayName("g").spec(listening(1))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Mesh with name none is not present for account 123456789012");
    assertThatThrownBy(() -> endpoint.sdk.listVirtualGateways(list -> list.meshName("none")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void nameIsTakenOnce() {
    endpoint.sdk.createVirtualGateway(gateway("gw", 80));

    assertThatThrownBy(() -> endpoint.sdk.createVirtualGateway(gateway("gw", 80)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(
            "VirtualGateway with name gw already exists under mesh apps for account 123456789012");
  }

  @Test
  void meshOfAnotherAccountIsForbidden() {
    assertThatThrownBy(
            () ->
                endpoint.sdk.createVirtualGateway(
                    gateway("gw", 80).andThen(create -> create.meshOwner("210987654321"))))
        .isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(
            () ->
                endpoint.sdk.listVirtualGateways(
                    list -> list.meshName(MESH).meshOwner("210987654321")))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void pagesStayInPlaceWhenTheListChanges() {
    for (var name : new String[] {"b", "d", "c", "a"}) {
      endpoint.sdk.createVirtualGateway(gateway(name, 80));
    }
    var first = endpoint.sdk.listVirtualGateways(list -> list.meshName(MESH).limit(2));
    endpoint.sdk.deleteVirtualGateway(which -> which.meshName(MESH).virtualGatewayName("b"));
    endpoint.sdk.createVirtualGateway(gateway("aa", 80));

    var second =
        endpoint.sdk.listVirtualGateways(
            list -> list.meshName(MESH).limit(2).nextToken(first.nextToken()));

    assertThat(first.virtualGateways())
        .extracting(VirtualGatewayRef::virtualGatewayName)
        .containsExactly("a", "b");
    assertThat(second.virtualGateways())
        .extracting(VirtualGatewayRef::virtualGatewayName)
        .containsExactly("c", "d");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void tokenOfAnotherListIsRefused() {
    endpoint.sdk.createMesh(mesh -> mesh.meshName("other"));
    var token = endpoint.sdk.listMeshes(list -> list.limit(1)).nextToken();

    for (var wrong : new String[] {token, "bogus", "%%%"}) {
      assertThatThrownBy(
              () -> endpoint.sdk.listVirtualGateways(l -> l.meshName(MESH).nextToken(wrong)))
          .isInstanceOf(BadRequestException.class)
          .hasMessageContaining("nextToken is not valid for this list.");
    }
  }

  @Test
  void emptyListIsAList() {
    assertThat(endpoint.sdk.listVirtualGateways(list -> list.meshName(MESH)).hasVirtualGateways())
        .isTrue();
  }

  @Test
  void healthCheckWithoutPortProbesTheListener() {
    var listener =
        VirtualGatewayListener.builder()
            .portMapping(map -> map.port(8080).protocol("http"))
            .healthCheck(
                check ->
                    check
                        .protocol("http")
                        .path("/")
                        .intervalMillis(5000L)
                        .timeoutMillis(2000L)
                        .healthyThreshold(2)
                        .unhealthyThreshold(2))
            .build();

    var created =
        endpoint
            .sdk
            .createVirtualGateway(
                gateway("gw").andThen(create -> create.spec(spec -> spec.listeners(listener))))
            .virtualGateway();

    assertThat(created.spec().listeners().getFirst().healthCheck().port()).isEqualTo(8080);
  }
}
