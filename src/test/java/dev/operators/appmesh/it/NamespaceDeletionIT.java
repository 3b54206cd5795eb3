// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DELETE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.faults.Faults;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The end of a namespace: all of its resources are deleted in one request, whatever has become of
 * them. Nothing deletes namespaces in the tests' cluster, so the request is made here.
 */
class NamespaceDeletionIT {

  private static final int RESOURCES = 100;

  @Test
  void hundredDeletionsCostTwoCallsAndOneWriteEach() {
    try (var env = new TestEnvironment("ending", "apps");
        var _ = env.operator()) {
      IntStream.range(0, RESOURCES).parallel().forEach(i -> env.create("gw-" + i, 80));
      Awaitility.await()
          .atMost(TestEnvironment.PATIENCE)
          .until(() -> env.all().stream().filter(TestEnvironment::isReady).count() == RESOURCES);
      env.endpoint.forgetCalls();
      var writes = env.writes();

      env.deleteAll();
      Awaitility.await().atMost(TestEnvironment.PATIENCE).until(() -> env.all().isEmpty());

      // One is the deletion itself.
      var written = env.writes() - writes - 1;
      System.out.printf(
          "%d deletions: %d calls, %.0f writes%n", RESOURCES, env.endpoint.calls().size(), written);
      assertThat(env.gateways.list("apps")).isEmpty();
      assertThat(IntStream.range(0, RESOURCES))
          .allSatisfy(
              i ->
                  assertThat(env.gateways.callsAbout("apps", "gw-" + i))
                      .extracting(Call::operation)
                      .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, DELETE_VIRTUAL_GATEWAY));
      assertThat(env.endpoint.calls()).hasSize(2 * RESOURCES);
      assertThat(written).isEqualTo(RESOURCES);
    }
  }

  @Test
  void noStateOfAResourceHoldsUpItsDeletion() {
    try (var env = new TestEnvironment("ending", "apps", "passing");
        var _ = env.operator()) {
      env.endpoint.failing(creations());
      create(env, "well", "apps");
      create(env, "held", "apps");
      create(env, "bereft", "passing");
      create(env, "meshless", "nowhere");
      create(env, "refused", "apps");
      create(env, "unanswered", "apps");
      create(env, "unheard", "apps");
      env.awaitReady("well");
      env.awaitReady("held");
      env.awaitReady("bereft");
      env.awaitReason("meshless", "MeshNotFound");
      env.awaitReason("refused", "InvalidSpec");
      env.awaitReason("unanswered", "ServiceError");
      env.awaitReason("unheard", "ServiceError");
      var user = env.endpoint.sdk;
      user.deleteVirtualGateway(it -> it.meshName("passing").virtualGatewayName("bereft"));
      user.deleteMesh(it -> it.meshName("passing"));
      env.annotate("held", "paused", "true");
      env.awaitReason("held", "Paused");
      assertThat(env.gateways.list("apps"))
          .extracting("virtualGatewayName")
          .containsExactlyInAnyOrder("well", "held", "unheard");

      env.deleteAll();

      Awaitility.await("all but the paused one")
          .atMost(TestEnvironment.PATIENCE)
          .until(() -> env.all().size() == 1);
      assertThat(env.get("held").isMarkedForDeletion()).isTrue();
      assertThat(env.gateways.list("apps"))
          .extracting("virtualGatewayName")
          .containsExactly("held");
      env.annotate("held", "paused", null);
      env.awaitGone("held");
      assertThat(env.gateways.list("apps")).isEmpty();
    }
  }

  private static void create(TestEnvironment env, String name, String mesh) {
    env.create(Manifest.of(env.namespace, name, mesh, 80));
  }

  /** Creations that never go well, by the name of the gateway. */
  private static Faults creations() {
    var refusal = new ApiError(400, "BadRequestException", "refused on purpose");
    return call ->
        call.operation() != CREATE_VIRTUAL_GATEWAY
            ? new Fault.None()
            : switch (String.valueOf(call.name(ResourceKind.VIRTUAL_GATEWAY))) {
              case "refused" -> new Fault.Fail(refusal);
              case "unanswered" -> new Fault.Fail(ApiError.serviceUnavailable());
              case "unheard" -> new Fault.CutAfter();
              default -> new Fault.None();
            };
  }
}
