// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DELETE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.ApiError;
import dev.operators.appmesh.endpoint.Fault;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.Operators;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which App Mesh can fail: what the resource says, and that it gets over it. */
class FailureTableIT {

  private Bench bench;
  private Operators operator;

  @BeforeEach
  void start() {
    bench = new Bench("failures", "apps");
    operator = bench.operator();
  }

  @AfterEach
  void stop() {
    operator.close();
    bench.close();
  }

  static Stream<Arguments> failuresThatPass() {
    return Stream.of(
        arguments(error(403, "ForbiddenException"), "AccessDenied", "appmesh:CreateVirtualGateway"),
        arguments(error(400, "LimitExceededException"), "QuotaExceeded", "a higher quota"),
        arguments(error(429, "TooManyRequestsException"), "Throttled", "fewer calls"),
        arguments(error(500, "InternalServerErrorException"), "ServiceError", "tried again"),
        arguments(error(503, "ServiceUnavailableException"), "ServiceError", "tried again"),
        arguments(new Fault.CutBefore(), "ServiceError", "connection ended"),
        arguments(error(404, "NotFoundException"), "MeshNotFound", "Create mesh apps"));
  }

  @ParameterizedTest
  @MethodSource("failuresThatPass")
  void saysWhatIsWrongAndGetsOverIt(Fault fault, String reason, String words) {
    bench.endpoint.failing(CREATE_VIRTUAL_GATEWAY, fault);
    bench.create(Manifest.of(bench.namespace, "gw", "apps", 80));

    var failed = bench.awaitReason("gw", reason);

    assertThat(Bench.synced(failed).orElseThrow())
        .returns("False", Condition::status)
        .returns(1L, Condition::observedGeneration)
        .extracting(Condition::message)
        .asString()
        .contains(words);
    assertThat(Bench.condition(failed, "Ready").orElseThrow().status()).isEqualTo("False");
    assertThat(Bench.condition(failed, "Reconciling").orElseThrow().status()).isEqualTo("True");
    assertThat(Bench.condition(failed, "Stalled")).isEmpty();
    assertThat(failed.getStatus().observedGeneration()).isEqualTo(1);
    // The same failure again is no news: no write, no Event.
    var writes = bench.writes();
    bench.endpoint.forgetCalls();
    Awaitility.await("two more tries")
        .atMost(Bench.PATIENCE)
        .until(() -> bench.endpoint.calls().size() >= 2);
    assertThat(bench.writes()).as("writes of a repeat").isEqualTo(writes);
    bench.awaitEvents("gw", "Warning " + reason);

    bench.endpoint.healthy();

    var ready = bench.awaitReady("gw");
    assertThat(ready.getStatus().conditions())
        .extracting(Condition::type)
        .containsExactly("Ready", "Synced");
    assertThat(bench.endpoint.list("apps")).hasSize(1);
  }

  @Test
  void stallsOnASpecThatOnlyTheServiceCanRefuse() {
    bench.endpoint.failing(CREATE_VIRTUAL_GATEWAY, error(400, "BadRequestException"));
    bench.create(Manifest.of(bench.namespace, "refused", "apps", 80));

    var stalled = bench.awaitReason("refused", "InvalidSpec");

    assertThat(Bench.condition(stalled, "Stalled").orElseThrow().status()).isEqualTo("True");
    assertThat(Bench.condition(stalled, "Reconciling")).isEmpty();
    bench.endpoint.forgetCalls();
    Awaitility.await("no more tries")
        .during(Duration.ofSeconds(5))
        .until(() -> bench.endpoint.calls().isEmpty());

    bench.endpoint.healthy();
    bench.edit("refused", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));
    bench.awaitReady("refused");
  }

  @Test
  void refusesAGatewayThatIsNotOurs() {
    bench.endpoint.make("apps", "taken");
    var before = bench.endpoint.describe("apps", "taken").orElseThrow();
    bench.create(Manifest.of(bench.namespace, "taken", "apps", 80));

    var refused = bench.awaitReason("taken", "NotOwned");

    assertThat(Bench.synced(refused).orElseThrow().message()).contains("adoptionPolicy");
    assertThat(Bench.condition(refused, "Stalled")).isPresent();
    assertThat(refused.getStatus().uid()).isNull();
    bench.delete("taken");
    bench.awaitGone("taken");
    assertThat(bench.endpoint.describe("apps", "taken")).contains(before);
  }

  @Test
  void adoptsAnUnownedGatewayWhereThatIsPermitted() {
    bench.endpoint.make("apps", "old");
    var adopting =
        Manifest.with(
            Manifest.of(bench.namespace, "old", "apps", 81),
            "management",
            Map.of("adoptionPolicy", "IfUnowned"));
    bench.create(adopting);

    var ready = bench.awaitReady("old");

    assertThat(ready.getStatus().version()).isEqualTo(2);
    bench.awaitEvents("old", "Normal Adopted");
    bench.delete("old");
    bench.awaitGone("old");
    assertThat(bench.endpoint.list("apps")).isEmpty();
  }

  @Test
  void makesAgainWhatWasDeletedBehindItsBack() {
    bench.create(Manifest.of(bench.namespace, "vanished", "apps", 80));
    var first = bench.awaitReady("vanished").getStatus().uid();
    bench
        .endpoint
        .client()
        .deleteVirtualGateway(it -> it.meshName("apps").virtualGatewayName("vanished"));

    bench.edit("vanished", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));

    var ready = bench.awaitReady("vanished");
    assertThat(ready.getStatus().uid()).isNotEqualTo(first);
    assertThat(ready.getStatus().version()).isEqualTo(1);
  }

  @Test
  void takesALostAnswerForTheSameGateway() {
    bench.endpoint.failing(CREATE_VIRTUAL_GATEWAY, new Fault.CutAfter(bench.endpoint::healthy));
    var created = bench.create(Manifest.of(bench.namespace, "replayed", "apps", 80));
    bench.awaitReady("replayed");
    assertThat(bench.endpoint.calls(CREATE_VIRTUAL_GATEWAY))
        .hasSizeGreaterThan(1)
        .allMatch(call -> created.getMetadata().getUid().equals(call.clientToken()));
    assertThat(bench.endpoint.list("apps")).hasSize(1);
    assertThat(bench.status("replayed").version()).isEqualTo(1);
  }

  @Test
  void takesAwayTheTagsOfACreationWhoseAnswerWasLost() {
    bench.endpoint.failing(CREATE_VIRTUAL_GATEWAY, new Fault.CutAfter(() -> {}));
    bench.create(tagged(Manifest.of(bench.namespace, "unheard", "apps", 80), "stage", "team"));
    bench.awaitReason("unheard", "ServiceError");
    assertThat(bench.endpoint.tags("apps", "unheard")).containsKeys("stage", "team");

    bench.edit("unheard", it -> tagged(it, "team"));
    bench.endpoint.healthy();

    bench.awaitReady("unheard");
    assertThat(bench.endpoint.tags("apps", "unheard"))
        .hasSize(5)
        .containsKey("team")
        .doesNotContainKey("stage");
  }

  @Test
  void takesAwayTheTagsOfAnUpdateThatFailedHalfWay() {
    bench.create(tagged(Manifest.of(bench.namespace, "half", "apps", 80), "team"));
    bench.awaitReady("half");
    bench.endpoint.failing(UPDATE_VIRTUAL_GATEWAY, error(503, "ServiceUnavailableException"));
    bench.edit(
        "half",
        it ->
            tagged(
                Manifest.with(it, "listeners", List.of(Manifest.listener(81))), "stage", "team"));
    bench.awaitReason("half", "ServiceError");
    assertThat(bench.endpoint.tags("apps", "half")).containsKeys("stage", "team");

    bench.edit("half", it -> tagged(it, "team"));
    bench.endpoint.healthy();

    bench.awaitReady("half");
    assertThat(bench.endpoint.tags("apps", "half")).hasSize(5).doesNotContainKey("stage");
  }

  private static VirtualGateway tagged(VirtualGateway resource, String... keys) {
    return Manifest.with(
        resource, "tags", Stream.of(keys).map(it -> Map.of("key", it, "value", "x")).toList());
  }

  @Test
  void leavesReportedDriftAloneEvenAfterAFailure() {
    bench.create(
        Manifest.with(
            Manifest.of(bench.namespace, "report", "apps", 80),
            "management",
            Map.of("driftPolicy", "Report")));
    bench.awaitReady("report");
    bench.endpoint.change("apps", "report", 8080);
    operator.close();
    bench.endpoint.failing(DESCRIBE_VIRTUAL_GATEWAY, error(503, "ServiceUnavailableException"));
    operator = bench.operator();
    var failed = bench.awaitReason("report", "ServiceError");
    assertThat(Bench.condition(failed, "Ready").orElseThrow().status()).isEqualTo("True");
    bench.endpoint.healthy();

    var drifted = bench.awaitReason("report", "Drifted");

    assertThat(drifted.getStatus().drift())
        .extracting("path")
        .containsExactly("listeners[0].portMapping.port");
    assertThat(bench.endpoint.calls(UPDATE_VIRTUAL_GATEWAY)).hasSize(1);
  }

  @Test
  void isNotReadyWhileAnUpdateFails() {
    bench.create(Manifest.of(bench.namespace, "updated", "apps", 80));
    bench.awaitReady("updated");
    bench.endpoint.failing(UPDATE_VIRTUAL_GATEWAY, error(503, "ServiceUnavailableException"));

    bench.edit("updated", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));
    var failed = bench.awaitReason("updated", "ServiceError");

    // The new generation is not there yet, so Ready is not true of it; the gateway is remembered.
    assertThat(Bench.condition(failed, "Ready").orElseThrow().status()).isEqualTo("False");
    assertThat(failed.getStatus().arn()).isNotNull();
    assertThat(failed.getStatus().version()).isEqualTo(1);
    bench.endpoint.healthy();
    assertThat(bench.awaitReady("updated").getStatus().version()).isEqualTo(2);
  }

  @Test
  void saysWhyADeletionWaitsAndFinishesItByItself() {
    bench.create(Manifest.of(bench.namespace, "blocked", "apps", 80));
    bench.awaitReady("blocked");
    bench.endpoint.failing(DELETE_VIRTUAL_GATEWAY, error(409, "ResourceInUseException"));

    bench.delete("blocked");
    var blocked = bench.awaitReason("blocked", "DeletionBlocked");

    assertThat(Bench.synced(blocked).orElseThrow().message()).contains("gateway routes");
    bench.endpoint.healthy();
    bench.awaitGone("blocked");
    assertThat(bench.endpoint.list("apps")).isEmpty();
  }

  @Test
  void saysWhyADeletionFailsAndFinishesItByItself() {
    bench.create(Manifest.of(bench.namespace, "denied", "apps", 80));
    bench.awaitReady("denied");
    bench.endpoint.failing(DESCRIBE_VIRTUAL_GATEWAY, error(403, "ForbiddenException"));

    bench.delete("denied");
    bench.awaitReason("denied", "AccessDenied");

    bench.endpoint.healthy();
    bench.awaitGone("denied");
  }

  @Test
  void saysThatNobodyAnswers() {
    bench.create(Manifest.of(bench.namespace, "gone", "apps", 80));
    bench.awaitReady("gone");
    bench.endpoint.close();

    bench.edit("gone", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));

    var unreachable = bench.awaitReason("gone", "ServiceUnavailable");
    assertThat(Bench.synced(unreachable).orElseThrow().message()).contains("--aws-endpoint-url");
  }

  private static Fault error(int status, String code) {
    return new Fault.Fail(new ApiError(status, code, code + " on purpose"));
  }
}
