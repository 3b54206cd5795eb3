// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DELETE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_VIRTUAL_GATEWAYS;
import static dev.operators.appmesh.endpoint.protocol.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which App Mesh can fail: what the resource says, and that it gets over it. */
class FailureTableIT {

  @AutoClose private final TestEnvironment env = new TestEnvironment("failures", "apps");
  private EmbeddedOperator operator = env.operator();

  @AfterEach
  void stop() {
    operator.close();
  }

  static Stream<Arguments> failuresThatPass() {
    return Stream.of(
        arguments(error(403, "ForbiddenException"), "AccessDenied", "appmesh:CreateVirtualGateway"),
        arguments(error(400, "LimitExceededException"), "QuotaExceeded", "a higher quota"),
        arguments(error(429, "TooManyRequestsException"), "Throttled", "fewer calls"),
        arguments(
            error(500, "InternalServerErrorException"), "ServiceError", "The operator retries"),
        arguments(
            error(503, "ServiceUnavailableException"), "ServiceError", "The operator retries"),
        arguments(new Fault.CutBefore(), "ServiceError", "connection ended"),
        arguments(error(404, "NotFoundException"), "MeshNotFound", "Create mesh apps"));
  }

  @ParameterizedTest
  @MethodSource("failuresThatPass")
  void reportsTheFailureAndRecovers(Fault fault, String reason, String words) {
    env.endpoint.failing(CREATE_VIRTUAL_GATEWAY, fault);
    env.create("gw", 80);

    var failed = env.awaitReason("gw", reason);

    assertThat(TestEnvironment.synced(failed).orElseThrow())
        .returns("False", Condition::status)
        .returns(1L, Condition::observedGeneration)
        .extracting(Condition::message)
        .asString()
        .contains(words);
    assertThat(TestEnvironment.condition(failed, "Ready").orElseThrow().status())
        .isEqualTo("False");
    assertThat(TestEnvironment.condition(failed, "Reconciling").orElseThrow().status())
        .isEqualTo("True");
    assertThat(TestEnvironment.condition(failed, "Stalled")).isEmpty();
    assertThat(failed.getStatus().observedGeneration()).isEqualTo(1);
    // The same failure again is no news: no write, no Event.
    var writes = env.writes();
    env.endpoint.forgetCalls();
    Awaitility.await("two more tries")
        .atMost(TestEnvironment.PATIENCE)
        .until(() -> env.endpoint.calls().size() >= 2);
    assertThat(env.writes()).as("writes of a repeat").isEqualTo(writes);
    env.awaitEvents("gw", "Warning " + reason);

    env.endpoint.healthy();

    var ready = env.awaitReady("gw");
    assertThat(ready.getStatus().conditions())
        .extracting(Condition::type)
        .containsExactly("Ready", "Synced");
    assertThat(env.gateways.list("apps")).hasSize(1);
  }

  @Test
  void stallsOnASpecThatOnlyTheServiceCanRefuse() {
    env.endpoint.failing(CREATE_VIRTUAL_GATEWAY, error(400, "BadRequestException"));
    env.create("refused", 80);

    var stalled = env.awaitReason("refused", "InvalidSpec");

    assertThat(TestEnvironment.condition(stalled, "Stalled").orElseThrow().status())
        .isEqualTo("True");
    assertThat(TestEnvironment.condition(stalled, "Reconciling")).isEmpty();
    env.endpoint.forgetCalls();
    Awaitility.await("no more tries")
        .during(Duration.ofSeconds(5))
        .until(() -> env.endpoint.calls().isEmpty());

    env.endpoint.healthy();
    env.changePort("refused", 81);
    env.awaitReady("refused");
  }

  @Test
  void refusesAGatewayOfAnother() {
    env.gateways.make("apps", "taken");
    var before = env.gateways.describe("apps", "taken").orElseThrow();
    env.create("taken", 80);

    var refused = env.awaitReason("taken", "NotOwned");

    assertThat(TestEnvironment.synced(refused).orElseThrow().message()).contains("adoptionPolicy");
    assertThat(TestEnvironment.condition(refused, "Stalled")).isPresent();
    assertThat(refused.getStatus().uid()).isNull();
    env.delete("taken");
    env.awaitGone("taken");
    assertThat(env.gateways.describe("apps", "taken")).contains(before);
  }

  @Test
  void adoptsAnUnownedGatewayWhereThatIsPermitted() {
    env.gateways.make("apps", "old");
    var adopting =
        Manifest.with(env.gateway("old", 81), "management", Map.of("adoptionPolicy", "IfUnowned"));
    env.create(adopting);

    var ready = env.awaitReady("old");

    assertThat(ready.getStatus().version()).isEqualTo(2);
    env.awaitEvents("old", "Normal Adopted");
    env.delete("old");
    env.awaitGone("old");
    assertThat(env.gateways.list("apps")).isEmpty();
  }

  @Test
  void recreatesAGatewayThatOthersDeleted() {
    // So that no sweep finds it before the edit does.
    env.endpoint.failing(LIST_VIRTUAL_GATEWAYS, error(503, "ServiceUnavailableException"));
    env.create(Manifest.of(env.namespace, "vanished", "apps", 80));
    var first = env.awaitReady("vanished").getStatus().uid();
    env.endpoint.sdk.deleteVirtualGateway(it -> it.meshName("apps").virtualGatewayName("vanished"));

    env.changePort("vanished", 81);

    var ready = env.awaitReady("vanished");
    assertThat(ready.getStatus().uid()).isNotEqualTo(first);
    assertThat(ready.getStatus().version()).isEqualTo(1);
  }

  @Test
  void creationAfterALostAnswerFindsTheSameGateway() {
    env.endpoint.failingOnce(CREATE_VIRTUAL_GATEWAY, new Fault.CutAfter());
    var created = env.create("replayed", 80);
    env.awaitReady("replayed");
    assertThat(env.endpoint.calls(CREATE_VIRTUAL_GATEWAY))
        .hasSizeGreaterThan(1)
        .allMatch(call -> created.getMetadata().getUid().equals(call.clientToken()));
    assertThat(env.gateways.list("apps")).hasSize(1);
    assertThat(env.status("replayed").version()).isEqualTo(1);
  }

  @Test
  void removesTheTagsOfACreationWhoseAnswerWasLost() {
    env.endpoint.failing(CREATE_VIRTUAL_GATEWAY, new Fault.CutAfter());
    env.create(tagged(env.gateway("unheard", 80), "stage", "team"));
    env.awaitReason("unheard", "ServiceError");
    assertThat(env.gateways.tags("apps", "unheard")).containsKeys("stage", "team");

    env.edit("unheard", it -> tagged(it, "team"));
    env.endpoint.healthy();

    env.awaitReady("unheard");
    assertThat(env.gateways.tags("apps", "unheard"))
        .hasSize(5)
        .containsKey("team")
        .doesNotContainKey("stage");
  }

  @Test
  void removesTheTagsOfAnUpdateThatFailedHalfWay() {
    env.create(tagged(env.gateway("half", 80), "team"));
    env.awaitReady("half");
    env.endpoint.failing(UPDATE_VIRTUAL_GATEWAY, error(503, "ServiceUnavailableException"));
    env.edit(
        "half",
        it ->
            tagged(
                Manifest.with(it, "listeners", List.of(Manifest.listener(81))), "stage", "team"));
    env.awaitReason("half", "ServiceError");
    assertThat(env.gateways.tags("apps", "half")).containsKeys("stage", "team");

    env.edit("half", it -> tagged(it, "team"));
    env.endpoint.healthy();

    env.awaitReady("half");
    assertThat(env.gateways.tags("apps", "half")).hasSize(5).doesNotContainKey("stage");
  }

  private static VirtualGateway tagged(VirtualGateway resource, String... keys) {
    return Manifest.with(
        resource, "tags", Stream.of(keys).map(it -> Map.of("key", it, "value", "x")).toList());
  }

  @Test
  void reportedDriftIsNotCorrectedAfterAFailure() {
    env.create(
        Manifest.with(env.gateway("report", 80), "management", Map.of("driftPolicy", "Report")));
    env.awaitReady("report");
    env.gateways.change("apps", "report", 8080);
    operator.close();
    env.endpoint.failing(DESCRIBE_VIRTUAL_GATEWAY, error(503, "ServiceUnavailableException"));
    operator = env.operator();
    var failed = env.awaitReason("report", "ServiceError");
    assertThat(TestEnvironment.condition(failed, "Ready").orElseThrow().status()).isEqualTo("True");
    env.endpoint.healthy();

    var drifted = env.awaitReason("report", "Drifted");

    assertThat(drifted.getStatus().drift())
        .extracting("path")
        .containsExactly("listeners[0].portMapping.port");
    assertThat(env.endpoint.calls(UPDATE_VIRTUAL_GATEWAY)).hasSize(1);
  }

  @Test
  void isNotReadyWhileAnUpdateFails() {
    env.create("updated", 80);
    env.awaitReady("updated");
    env.endpoint.failing(UPDATE_VIRTUAL_GATEWAY, error(503, "ServiceUnavailableException"));

    env.changePort("updated", 81);
    var failed = env.awaitReason("updated", "ServiceError");

    // The new generation is not there yet, so Ready is not true of it; the gateway is remembered.
    assertThat(TestEnvironment.condition(failed, "Ready").orElseThrow().status())
        .isEqualTo("False");
    assertThat(failed.getStatus().arn()).isNotNull();
    assertThat(failed.getStatus().version()).isEqualTo(1);
    env.endpoint.healthy();
    assertThat(env.awaitReady("updated").getStatus().version()).isEqualTo(2);
  }

  @Test
  void blockedDeletionIsReportedAndFinishedLater() {
    env.create("blocked", 80);
    env.awaitReady("blocked");
    env.endpoint.failing(DELETE_VIRTUAL_GATEWAY, error(409, "ResourceInUseException"));

    env.delete("blocked");
    var blocked = env.awaitReason("blocked", "DeletionBlocked");

    assertThat(TestEnvironment.synced(blocked).orElseThrow().message()).contains("gateway routes");
    env.endpoint.healthy();
    env.awaitGone("blocked");
    assertThat(env.gateways.list("apps")).isEmpty();
  }

  @Test
  void failedDeletionIsReportedAndFinishedLater() {
    env.create("denied", 80);
    env.awaitReady("denied");
    env.endpoint.failing(DESCRIBE_VIRTUAL_GATEWAY, error(403, "ForbiddenException"));

    env.delete("denied");
    env.awaitReason("denied", "AccessDenied");

    env.endpoint.healthy();
    env.awaitGone("denied");
  }

  @Test
  void unreachableServiceIsReported() {
    env.create("gone", 80);
    env.awaitReady("gone");
    env.endpoint.close();

    env.changePort("gone", 81);

    var unreachable = env.awaitReason("gone", "ServiceUnavailable");
    assertThat(TestEnvironment.synced(unreachable).orElseThrow().message())
        .contains("--aws-endpoint-url");
  }

  private static Fault error(int status, String code) {
    return new Fault.Fail(new ApiError(status, code, code + " on purpose"));
  }
}
