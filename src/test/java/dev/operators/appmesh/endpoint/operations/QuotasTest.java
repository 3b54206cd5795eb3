// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.endpoint.settings.Quota;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.SdkRequests;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appmesh.model.Backend;
import software.amazon.awssdk.services.appmesh.model.ConflictException;
import software.amazon.awssdk.services.appmesh.model.CreateVirtualGatewayResponse;
import software.amazon.awssdk.services.appmesh.model.LimitExceededException;

class QuotasTest {

  @AutoClose
  private final EmbeddedEndpoint endpoint =
      EmbeddedEndpoint.with(SdkRequests.MESH)
          .quotas(
              Map.of(
                  Quota.MESHES_PER_ACCOUNT, 3,
                  Quota.VIRTUAL_GATEWAYS_PER_MESH, 2,
                  Quota.GATEWAY_ROUTES_PER_VIRTUAL_GATEWAY, 0,
                  Quota.VIRTUAL_NODES_PER_MESH, 2,
                  Quota.BACKENDS_PER_VIRTUAL_NODE, 1,
                  Quota.VIRTUAL_SERVICES_PER_MESH, 1))
          .start();

  @Test
  void meshesAreCounted() {
    assertThat(made(i -> endpoint.sdk.createMesh(it -> it.meshName("m" + i)))).isEqualTo(2);
    var full = endpoint.sdk.listMeshes().meshes();
    assertThat(full).hasSize(3);
    endpoint.sdk.deleteMesh(it -> it.meshName(full.getLast().meshName()));
    endpoint.sdk.createMesh(it -> it.meshName("again"));
  }

  @Test
  void gatewaysAreCountedInTheirMeshEvenIfAllComeAtOnce() {
    assertThat(made(this::makeGateway)).isEqualTo(2);
    endpoint.sdk.createMesh(it -> it.meshName("other"));
    endpoint.sdk.createVirtualGateway(
        SdkRequests.gateway("elsewhere", 80).andThen(it -> it.meshName("other")));
  }

  @Test
  void nameThatIsTakenAndTokenThatIsKnownAreAnsweredFirst() {
    var first = makeOnce().virtualGateway();
    makeGateway(1);

    assertThatThrownBy(() -> makeGateway(1)).isInstanceOf(ConflictException.class);
    assertThat(makeOnce().virtualGateway()).isEqualTo(first);
  }

  private CreateVirtualGatewayResponse makeOnce() {
    return endpoint.sdk.createVirtualGateway(
        SdkRequests.gateway("a", 80).andThen(it -> it.clientToken("t")));
  }

  @Test
  void routesAreCountedInTheirGateway() {
    makeGateway(1);

    assertThatThrownBy(() -> endpoint.sdk.createGatewayRoute(SdkRequests.route("g1", "r")))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("You have exceeded a service limit for your account.");
  }

  @Test
  void kindsAreCountedApart() {
    assertThat(made(i -> makeNode("n" + i))).isEqualTo(2);
    endpoint.sdk.createVirtualService(SdkRequests.service("s"));

    assertThatThrownBy(() -> endpoint.sdk.createVirtualService(SdkRequests.service("t")))
        .isInstanceOf(LimitExceededException.class);
    IntStream.range(0, 8).forEach(this::makeRouter);
    endpoint.sdk.deleteVirtualService(it -> it.meshName(SdkRequests.MESH).virtualServiceName("s"));
    endpoint.sdk.createVirtualService(SdkRequests.service("t"));
  }

  @Test
  void backendsAreCountedInTheirNode() {
    makeNode("one", "a");

    assertThatThrownBy(() -> makeNode("two", "a", "b")).isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(
            () ->
                endpoint.sdk.updateVirtualNode(
                    it ->
                        it.meshName(SdkRequests.MESH)
                            .virtualNodeName("one")
                            .spec(spec -> spec.backends(backend("a"), backend("b")))))
        .isInstanceOf(LimitExceededException.class);
  }

  private void makeNode(String name, String... backends) {
    endpoint.sdk.createVirtualNode(
        it ->
            it.meshName(SdkRequests.MESH)
                .virtualNodeName(name)
                .spec(
                    spec -> spec.backends(Stream.of(backends).map(QuotasTest::backend).toList())));
  }

  private static Backend backend(String service) {
    return Backend.fromVirtualService(it -> it.virtualServiceName(service));
  }

  private void makeRouter(int number) {
    endpoint.sdk.createVirtualRouter(
        it -> it.meshName(SdkRequests.MESH).virtualRouterName("r" + number).spec(spec -> {}));
  }

  private void makeGateway(int number) {
    endpoint.sdk.createVirtualGateway(SdkRequests.gateway("g" + number, 80));
  }

  /** How many of eight creations at once succeed. */
  private static long made(IntConsumer creation) {
    return IntStream.range(0, 8)
        .parallel()
        .filter(
            i -> {
              try {
                creation.accept(i);
                return true;
              } catch (LimitExceededException e) {
                return false;
              }
            })
        .count();
  }
}
