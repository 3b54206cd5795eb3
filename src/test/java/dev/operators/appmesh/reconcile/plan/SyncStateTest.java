// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import static dev.operators.appmesh.api.VirtualGatewayStatus.EMPTY;
import static dev.operators.appmesh.reconcile.TestGateways.ARN;
import static dev.operators.appmesh.reconcile.TestGateways.DESIRED;
import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.TestGateways;
import dev.operators.appmesh.reconcile.status.StatusProjector;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SyncStateTest {

  private static final VirtualGatewayStatus IN_SYNC = status(EMPTY, inSync());
  private static final Outcome FAILED = new Outcome.Failed(Reason.SERVICE_ERROR, "x");
  private static final Outcome.InSync INACTIVE =
      new Outcome.InSync(
          TestGateways.observed(TestGateways.REMOTE_UID, OTHER, "INACTIVE"),
          TEAM,
          Outcome.Change.NONE);

  @Test
  void gatewayInSyncIsRecorded() {
    var state = SyncState.of(IN_SYNC);

    var gateway = TestGateways.observed(TestGateways.WANTED);
    assertThat(state)
        .isEqualTo(
            new SyncState(
                new RecordedGateway(
                    new GatewayKey("apps", gateway.meshOwner(), "edge"),
                    ARN,
                    gateway.uid(),
                    gateway.version(),
                    Instant.parse("2026-01-01T00:00:00.123Z"),
                    gateway.spec().digest()),
                TEAM,
                GENERATION,
                Reason.IN_SYNC,
                true,
                true,
                null,
                null));
  }

  @Test
  void driftFailureAndPauseKeepTheAppliedGeneration() {
    var drifted = status(IN_SYNC, new Outcome.Differs(observed(OTHER), List.of(), Reason.DRIFTED));
    var absent = status(IN_SYNC, new Outcome.Differs(null, List.of(), Reason.DRIFTED));
    var paused = new Outcome.Paused("x");

    assertThat(
            Stream.of(
                drifted,
                status(IN_SYNC, FAILED),
                status(drifted, FAILED),
                status(IN_SYNC, paused),
                status(absent, paused),
                status(status(IN_SYNC, INACTIVE), paused)))
        .allSatisfy(it -> assertThat(SyncState.of(it).isApplied(GENERATION)).isTrue());
  }

  @Test
  void failedGenerationIsNotApplied() {
    var failed = StatusProjector.project(IN_SYNC, GENERATION + 1, FAILED, Instant.EPOCH);

    assertThat(SyncState.of(failed).appliedGeneration()).isZero();
    assertThat(SyncState.of(failed).gateway()).isEqualTo(SyncState.of(IN_SYNC).gateway());
  }

  /** Only after these can nothing but a change at App Mesh make the resource worth a look. */
  @ParameterizedTest
  @MethodSource("passes")
  void settledIsWhatOnlyAppMeshCanChange(Outcome outcome, boolean settled) {
    var state = SyncState.of(status(IN_SYNC, outcome));

    assertThat(state.isSettled(GENERATION)).isEqualTo(settled);
    assertThat(state.isSettled(GENERATION + 1)).isFalse();
    assertThat(state.isSettled(DESIRED)).isEqualTo(settled);
    var otherTags =
        new DesiredGateway(
            DESIRED.key(), DESIRED.spec(), Tags.NONE, DESIRED.owner(), DESIRED.uid(), GENERATION);
    assertThat(state.isSettled(otherTags)).isFalse();
  }

  static Stream<Arguments> passes() {
    return Stream.of(
        arguments(inSync(), true),
        arguments(new Outcome.Differs(observed(OTHER), List.of(), Reason.DRIFTED), true),
        arguments(new Outcome.Differs(observed(OTHER), List.of(), Reason.PLAN_ONLY), true),
        arguments(new Outcome.Differs(null, List.of(), Reason.PLAN_ONLY), false),
        arguments(INACTIVE, false),
        arguments(FAILED, false),
        arguments(new Outcome.Paused("x"), false),
        arguments(new Outcome.Failed(Reason.NOT_OWNED, "No."), false));
  }

  /** Every status that passes can leave behind, two passes deep, before and after an edit. */
  static List<VirtualGatewayStatus> allStatuses() {
    var outcomes = new ArrayList<Outcome>();
    Arrays.stream(Reason.values()).forEach(it -> outcomes.add(new Outcome.Failed(it, "Words.")));
    outcomes.addAll(
        List.of(
            inSync(),
            INACTIVE,
            new Outcome.Differs(observed(OTHER), List.of(), Reason.DRIFTED),
            new Outcome.Differs(observed(OTHER), List.of(), Reason.PLAN_ONLY),
            new Outcome.Differs(null, List.of(), Reason.PLAN_ONLY),
            new Outcome.Paused("Words.")));
    var statuses = new ArrayList<VirtualGatewayStatus>();
    for (var before : List.of(EMPTY, IN_SYNC)) {
      for (var first : outcomes) {
        for (var second : outcomes) {
          for (var generation : List.of(GENERATION, GENERATION + 1)) {
            statuses.add(
                StatusProjector.project(status(before, first), generation, second, Instant.EPOCH));
          }
        }
      }
    }
    return statuses;
  }

  @Test
  void messagesDecideNothing() {
    var outage = new Outcome.Failed(Reason.SERVICE_UNAVAILABLE, "Nobody answers.");
    for (var status : allStatuses()) {
      var reworded = reworded(status);

      assertThat(SyncState.of(reworded)).isEqualTo(SyncState.of(status));
      for (var next : List.of(FAILED, outage, inSync(), new Outcome.Paused("Words."))) {
        for (var generation : List.of(GENERATION, GENERATION + 2)) {
          assertThat(StatusProjector.project(reworded, generation, next, Instant.EPOCH))
              .usingRecursiveComparison()
              .ignoringFieldsMatchingRegexes(".*message")
              .isEqualTo(StatusProjector.project(status, generation, next, Instant.EPOCH));
        }
      }
    }
  }

  private static VirtualGatewayStatus reworded(VirtualGatewayStatus status) {
    var conditions = Objects.requireNonNull(status.conditions());
    var reworded =
        conditions.stream()
            .map(
                it ->
                    new Condition(
                        it.lastTransitionTime(),
                        "Other words.",
                        it.observedGeneration(),
                        it.reason(),
                        it.status(),
                        it.type()))
            .toList();
    return status.with(it -> it.conditions = reworded);
  }

  @ParameterizedTest
  @CsvSource({
    ", u",
    "arn:aws:appmesh:x:1:mesh/apps/virtualGateway/edge, ",
    "arn:aws:appmesh:x:1:mesh/apps, u",
    "arn:aws:appmesh:x:1:mesh/apps/virtualNode/edge, u",
    "arn:aws:appmesh:x:1:mesh/apps/virtualGateway/edge/gatewayRoute/r, u",
    "arn:aws:appmesh:x:1:mesh//virtualGateway/edge, u",
    "fine, u",
  })
  void nothingIsRecordedWithoutArnAndUid(@Nullable String arn, @Nullable String uid) {
    var status =
        EMPTY.with(
            it -> {
              it.arn = arn;
              it.uid = uid;
            });

    assertThat(SyncState.of(status).gateway()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:appmesh:us-west-2:1:mesh/apps/virtualGateway/edge, , apps, edge",
    "arn:aws-cn:appmesh:cn-north-1:1:mesh/a_b/virtualGateway/c-d, 210987654321, a_b, c-d",
  })
  void keyIsReadFromTheArn(String arn, @Nullable String owner, String mesh, String name) {
    var status =
        EMPTY.with(
            it -> {
              it.arn = arn;
              it.uid = "u";
              it.meshOwner = owner;
            });

    assertThat(RecordedGateway.of(status).orElseThrow().key())
        .isEqualTo(new GatewayKey(mesh, owner, name));
  }

  @Test
  void tagsWithoutKeyOrValueAreLeftOut() {
    var status =
        new KubernetesSerialization()
            .unmarshal(
                "{\"tags\": [{\"key\": \"team\", \"value\": \"edge\"}, {}, {\"key\": \"x\"}]}",
                VirtualGatewayStatus.class);

    assertThat(SyncState.of(status).appliedTags()).isEqualTo(Tags.of(Map.of("team", "edge")));
  }

  @ParameterizedTest
  @CsvSource({", 1", "yesterday, 1", "2026-01-01T00:00:00Z, "})
  void listIsNotExpectedToShowWhatTheStatusDoesNotSay(
      @Nullable String createdAt, @Nullable Long version) {
    var status =
        EMPTY.with(
            it -> {
              it.arn = ARN;
              it.uid = "u";
              it.createdAt = createdAt;
              it.version = version;
            });

    assertThat(RecordedGateway.of(status).orElseThrow().listed()).isEmpty();
  }

  @Test
  void unknownReasonOnlyCostsALook() {
    var status = status(EMPTY, inSync());
    var synced = SyncState.condition(status, "Synced").orElseThrow();
    var unknown =
        new Condition(
            synced.lastTransitionTime(),
            synced.message(),
            synced.observedGeneration(),
            "FromTheFuture",
            synced.status(),
            synced.type());
    var renamed = status.with(it -> it.conditions = List.of(unknown));

    assertThat(SyncState.of(renamed).synced()).isNull();
    assertThat(SyncState.of(renamed).isSettled(GENERATION)).isFalse();
    assertThat(SyncState.of(renamed).gateway()).isEqualTo(SyncState.of(status).gateway());
  }
}
