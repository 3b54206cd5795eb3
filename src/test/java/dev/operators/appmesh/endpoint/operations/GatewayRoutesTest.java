// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import static dev.operators.appmesh.fixture.SdkRequests.MESH;
import static dev.operators.appmesh.fixture.SdkRequests.gateway;
import static dev.operators.appmesh.fixture.SdkRequests.route;
import static dev.operators.appmesh.fixture.SdkRequests.routing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SdkRequests;
import dev.operators.appmesh.fixture.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.appmesh.model.BadRequestException;
import software.amazon.awssdk.services.appmesh.model.ConflictException;
import software.amazon.awssdk.services.appmesh.model.ForbiddenException;
import software.amazon.awssdk.services.appmesh.model.GatewayRouteData;
import software.amazon.awssdk.services.appmesh.model.GatewayRouteRef;
import software.amazon.awssdk.services.appmesh.model.GatewayRouteStatusCode;
import software.amazon.awssdk.services.appmesh.model.ListGatewayRoutesResponse;
import software.amazon.awssdk.services.appmesh.model.NotFoundException;
import software.amazon.awssdk.services.appmesh.model.ResourceInUseException;

class GatewayRoutesTest {
  private final TestClock clock = new TestClock();

  @AutoClose
  private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.with(MESH).open().clock(clock).start();

  @BeforeEach
  void gateways() {
    endpoint.sdk.createVirtualGateway(gateway("gw", 80));
    endpoint.sdk.createVirtualGateway(gateway("other", 80));
    endpoint.sdk.createVirtualService(SdkRequests.service("web"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"route", "A_b-9", "a b.c"})
  void createdRouteIsDescribed(String name) {
    var created = create("gw", name);

    assertThat(created.meshName()).isEqualTo(MESH);
    assertThat(created.virtualGatewayName()).isEqualTo("gw");
    assertThat(created.gatewayRouteName()).isEqualTo(name);
    assertThat(created.metadata().arn())
        .isEqualTo(
            "arn:aws:appmesh:us-west-2:123456789012:mesh/apps/virtualGateway/gw/gatewayRoute/"
                + name);
    assertThat(created.metadata().version()).isEqualTo(1);
    assertThat(created.metadata().createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(created.spec()).isEqualTo(routing("/"));
    assertThat(created.status().status()).isEqualTo(GatewayRouteStatusCode.ACTIVE);
    assertThat(describe("gw", name)).isEqualTo(created);
  }

  @Test
  void updateReplacesTheSpecAndCounts() {
    var before = create("gw", "r").metadata();
    clock.pass(Duration.ofSeconds(1));

    var after = update("r", "/b", null);

    assertThat(after.metadata().version()).isEqualTo(2);
    assertThat(after.metadata().uid()).isEqualTo(before.uid());
    assertThat(after.metadata().createdAt()).isEqualTo(before.createdAt());
    assertThat(after.metadata().lastUpdatedAt()).isEqualTo(before.createdAt().plusSeconds(1));
    assertThat(after.spec()).isEqualTo(routing("/b"));
    assertThat(describe("gw", "r")).isEqualTo(after);
  }

  @Test
  void updateIsCheckedLikeACreation() {
    create("gw", "r");

    assertThatThrownBy(
            () ->
                endpoint.sdk.updateGatewayRoute(
                    update ->
                        update
                            .meshName(MESH)
                            .virtualGatewayName("gw")
                            .gatewayRouteName("r")
                            .spec(spec -> spec.priority(1))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("spec must have exactly one of");
    assertThat(describe("gw", "r").spec()).isEqualTo(routing("/"));
  }

  @Test
  void deletionIsOneMoreVersionAndTheEnd() {
    create("gw", "r");
    clock.pass(Duration.ofSeconds(1));

    var deleted = delete("gw", "r");

    assertThat(deleted.metadata().version()).isEqualTo(2);
    assertThat(deleted.metadata().lastUpdatedAt())
        .isEqualTo(deleted.metadata().createdAt().plusSeconds(1));
    assertThat(deleted.status().status()).isEqualTo(GatewayRouteStatusCode.DELETED);
    assertThat(deleted.spec()).isEqualTo(routing("/"));
    assertThatThrownBy(() -> delete("gw", "r")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void missingMeshGatewayAndRouteAreNotFound() {
    assertThatThrownBy(() -> describe("gw", "none"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(
            "GatewayRoute with name none is not present under virtual gateway gw in mesh apps for"
                + " account 123456789012");
    assertThatThrownBy(() -> update("none", "/", null)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> create("none", "r"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(
            "VirtualGateway with name none is not present under mesh apps for account");
    assertThatThrownBy(
            () ->
                endpoint.sdk.createGatewayRoute(
                    route("gw", "r").andThen(request -> request.meshName("none"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Mesh with name none is not present for account 123456789012");
    assertThatThrownBy(() -> names("none")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void nameIsTakenOnceUnderItsGateway() {
    create("gw", "r");

    assertThat(create("other", "r").virtualGatewayName()).isEqualTo("other");
    assertThatThrownBy(() -> create("gw", "r"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(
            "GatewayRoute with name r already exists under virtual gateway gw in mesh apps for"
                + " account 123456789012");
  }

  @Test
  void meshOfAnotherAccountIsForbidden() {
    assertThatThrownBy(
            () ->
                endpoint.sdk.createGatewayRoute(
                    route("gw", "r").andThen(request -> request.meshOwner("210987654321"))))
        .isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(
            () ->
                endpoint.sdk.listGatewayRoutes(
                    list -> list.meshName(MESH).virtualGatewayName("gw").meshOwner("210987654321")))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void gatewayStaysWhileItHasRoutes() {
    create("gw", "r");

    assertThatThrownBy(() -> deleteGateway("gw"))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(
            "VirtualGateway gw in mesh apps for account 123456789012 has active GatewayRoutes,"
                + " please delete GatewayRoutes before deleting the VirtualGateway");
    deleteGateway("other");
    assertThat(describe("gw", "r").metadata().version()).isEqualTo(1);

    delete("gw", "r");
    deleteGateway("gw");
    assertThatThrownBy(() -> names("gw")).isInstanceOf(NotFoundException.class);
  }

  /** App Mesh's words for a virtual router; it named five routes as well. */
  @Test
  void fiveRoutesWithoutAMatchPortAreNamed() {
    for (var name : List.of("f", "e", "d", "c", "b", "a")) {
      create("gw", name);
    }
    create("other", "x");

    assertThatThrownBy(() -> listenOn("gw", 80, 81))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(
            "6 Gateway Route(s) are missing port. Listing up to 5 route names: [a, b, c, d, e]");
    listenOn("gw", 8080);
    delete("other", "x");
    listenOn("other", 80, 81);
    assertThatThrownBy(() -> create("other", "x"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("Gateway route must define a match port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpcRoute", "http2Route", "httpRoute"})
  void matchPortIsOfTheRoutesKind(String kind) {
    listenOn("gw", 80, 81);
    var path = "/v20190125/meshes/apps/virtualGateway/gw/gatewayRoutes";
    var route =
        """
        {"gatewayRouteName": "r", "spec": {"%s": {"match": {%s},
         "action": {"target": {"virtualService": {"virtualServiceName": "web"}, "port": 81}}}}}
        """;

    assertThat(endpoint.send("PUT", path, route.formatted(kind, "")).body())
        .contains("must define a match port");
    assertThat(endpoint.send("PUT", path, route.formatted(kind, "\"port\": 81")).statusCode())
        .isEqualTo(200);
  }

  private void listenOn(String gateway, int... ports) {
    endpoint.sdk.updateVirtualGateway(
        update ->
            update.meshName(MESH).virtualGatewayName(gateway).spec(SdkRequests.listening(ports)));
  }

  @Test
  void repeatedCallsGiveTheFirstAnswer() {
    var created = create("gw", "r", "token");
    var updated = update("r", "/b", "token");
    update("r", "/c", "later");

    assertThat(create("gw", "r", "token")).isEqualTo(created);
    assertThat(update("r", "/b", "token")).isEqualTo(updated);
    assertThat(describe("gw", "r").metadata().version()).isEqualTo(3);
  }

  @Test
  void tokenIsForOneRouteOfOneGateway() {
    create("gw", "r", "token");
    create("gw", "s", "other");
    update("r", "/b", "token");

    assertThatThrownBy(() -> create("gw", "new", "token")).isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> create("other", "r", "token")).isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> update("s", "/b", "token")).isInstanceOf(ConflictException.class);
    assertThat(names("gw")).containsExactly("r", "s");
    assertThat(describe("gw", "s").metadata().version()).isEqualTo(1);
  }

  @Test
  void listIsPagedAndOfOneGateway() {
    for (var name : new String[] {"b", "d", "c", "a"}) {
      create("gw", name);
    }
    create("other", "e");

    var first = list("gw", null);
    delete("gw", "b");
    create("gw", "aa");
    var second = list("gw", first.nextToken());

    assertThat(first.gatewayRoutes())
        .extracting(GatewayRouteRef::gatewayRouteName)
        .containsExactly("a", "b");
    assertThat(second.gatewayRoutes())
        .extracting(GatewayRouteRef::gatewayRouteName)
        .containsExactly("c", "d");
    assertThat(second.nextToken()).isNull();
    assertThat(second.gatewayRoutes().getLast())
        .returns("gw", GatewayRouteRef::virtualGatewayName)
        .returns(MESH, GatewayRouteRef::meshName)
        .returns(1L, GatewayRouteRef::version)
        .returns(describe("gw", "d").metadata().arn(), GatewayRouteRef::arn);
    assertThatThrownBy(() -> list("other", first.nextToken()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("nextToken is not valid for this list.");
  }

  @Test
  void emptyListIsAList() {
    assertThat(list("gw", null).hasGatewayRoutes()).isTrue();
  }

  private GatewayRouteData create(String gateway, String name) {
    return endpoint.sdk.createGatewayRoute(route(gateway, name)).gatewayRoute();
  }

  private GatewayRouteData create(String gateway, String name, String token) {
    return endpoint
        .sdk
        .createGatewayRoute(route(gateway, name).andThen(request -> request.clientToken(token)))
        .gatewayRoute();
  }

  private GatewayRouteData update(String name, String prefix, @Nullable String token) {
    return endpoint
        .sdk
        .updateGatewayRoute(
            update ->
                update
                    .meshName(MESH)
                    .virtualGatewayName("gw")
                    .gatewayRouteName(name)
                    .spec(routing(prefix))
                    .clientToken(token))
        .gatewayRoute();
  }

  private GatewayRouteData describe(String gateway, String name) {
    return endpoint
        .sdk
        .describeGatewayRoute(
            which -> which.meshName(MESH).virtualGatewayName(gateway).gatewayRouteName(name))
        .gatewayRoute();
  }

  private GatewayRouteData delete(String gateway, String name) {
    return endpoint
        .sdk
        .deleteGatewayRoute(
            which -> which.meshName(MESH).virtualGatewayName(gateway).gatewayRouteName(name))
        .gatewayRoute();
  }

  private void deleteGateway(String name) {
    endpoint.sdk.deleteVirtualGateway(which -> which.meshName(MESH).virtualGatewayName(name));
  }

  private ListGatewayRoutesResponse list(String gateway, @Nullable String token) {
    return endpoint.sdk.listGatewayRoutes(
        list -> list.meshName(MESH).virtualGatewayName(gateway).limit(2).nextToken(token));
  }

  private List<String> names(String gateway) {
    return list(gateway, null).gatewayRoutes().stream()
        .map(GatewayRouteRef::gatewayRouteName)
        .toList();
  }
}
