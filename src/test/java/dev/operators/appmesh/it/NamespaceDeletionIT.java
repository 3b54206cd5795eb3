// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DELETE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.ApiError;
import dev.operators.appmesh.endpoint.Call;
import dev.operators.appmesh.endpoint.Fault;
import dev.operators.appmesh.endpoint.Faults;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
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
  void aHundredAtOnceCostTwoCallsAndOneWriteEach() {
    try (var bench = new Bench("ending", "apps");
        var _ = bench.operator()) {
      IntStream.range(0, RESOURCES)
          .parallel()
          .forEach(i -> bench.create(Manifest.of(bench.namespace, "gw-" + i, "apps", 80)));
      Awaitility.await()
          .atMost(Bench.PATIENCE)
          .until(() -> bench.all().stream().filter(Bench::isReady).count() == RESOURCES);
      bench.endpoint.forgetCalls();
      var writes = bench.writes();

      bench.deleteAll();
      Awaitility.await().atMost(Bench.PATIENCE).until(() -> bench.all().isEmpty());

      // One is the deletion itself.
      var written = bench.writes() - writes - 1;
      System.out.printf(
          "%d deletions: %d calls, %.0f writes%n",
          RESOURCES, bench.endpoint.calls().size(), written);
      assertThat(bench.endpoint.list("apps")).isEmpty();
      assertThat(IntStream.range(0, RESOURCES))
          .allSatisfy(
              i ->
                  assertThat(bench.endpoint.callsAbout("apps", "gw-" + i))
                      .extracting(Call::operation)
                      .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, DELETE_VIRTUAL_GATEWAY));
      assertThat(bench.endpoint.calls()).hasSize(2 * RESOURCES);
      assertThat(written).isEqualTo(RESOURCES);
    }
  }

  @Test
  void nothingHoldsUpTheEnd() {
    try (var bench = new Bench("ending", "apps", "passing");
        var _ = bench.operator()) {
      bench.endpoint.failing(creations());
      create(bench, "well", "apps");
      create(bench, "held", "apps");
      create(bench, "bereft", "passing");
      create(bench, "meshless", "nowhere");
      create(bench, "refused", "apps");
      create(bench, "unanswered", "apps");
      create(bench, "unheard", "apps");
      bench.awaitReady("well");
      bench.awaitReady("held");
      bench.awaitReady("bereft");
      bench.awaitReason("meshless", "MeshNotFound");
      bench.awaitReason("refused", "InvalidSpec");
      bench.awaitReason("unanswered", "ServiceError");
      bench.awaitReason("unheard", "ServiceError");
      var user = bench.endpoint.client();
      user.deleteVirtualGateway(it -> it.meshName("passing").virtualGatewayName("bereft"));
      user.deleteMesh(it -> it.meshName("passing"));
      bench.annotate("held", "paused", "true");
      bench.awaitReason("held", "Paused");
      assertThat(bench.endpoint.list("apps"))
          .extracting("virtualGatewayName")
          .containsExactlyInAnyOrder("well", "held", "unheard");

      bench.deleteAll();

      Awaitility.await("all but the paused one")
          .atMost(Bench.PATIENCE)
          .until(() -> bench.all().size() == 1);
      assertThat(bench.get("held").isMarkedForDeletion()).isTrue();
      assertThat(bench.endpoint.list("apps"))
          .extracting("virtualGatewayName")
          .containsExactly("held");
      bench.annotate("held", "paused", null);
      bench.awaitGone("held");
      assertThat(bench.endpoint.list("apps")).isEmpty();
    }
  }

  private static void create(Bench bench, String name, String mesh) {
    bench.create(Manifest.of(bench.namespace, name, mesh, 80));
  }

  /** Creations that never go well, by the name of the gateway. */
  private static Faults creations() {
    var refusal = new ApiError(400, "BadRequestException", "refused on purpose");
    return call ->
        call.operation() != CREATE_VIRTUAL_GATEWAY || call.virtualGatewayName() == null
            ? new Fault.None()
            : switch (call.virtualGatewayName()) {
              case "refused" -> new Fault.Fail(refusal);
              case "unanswered" -> new Fault.Fail(ApiError.serviceUnavailable());
              case "unheard" -> new Fault.CutAfter(() -> {});
              default -> new Fault.None();
            };
  }
}
