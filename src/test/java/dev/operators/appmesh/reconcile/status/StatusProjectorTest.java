// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.FieldDrift;
import dev.operators.appmesh.api.Tag;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.TestGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusProjectorTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.5Z");
  private static final String AT_NOON = "2026-03-01T12:00:00Z";
  private static final VirtualGatewayStatus EMPTY = VirtualGatewayStatus.EMPTY;
  private static final VirtualGatewayStatus IN_SYNC = project(EMPTY, inSync());
  private static final Difference PORT = new Difference("listeners[0].p", "80", null);
  private static final Outcome.InSync IDLE =
      new Outcome.InSync(
          TestGateways.observed("remote-1", WANTED, "INACTIVE"), Tags.NONE, Outcome.Change.NONE);

  @Test
  void outageIsToldOnceWhateverIsEditedMeanwhile() {
    var gone = new Outcome.Failed(Reason.SERVICE_UNAVAILABLE, "Gone.");
    var told = project(IN_SYNC, gone);

    assertThat(SyncState.condition(told, "Synced").orElseThrow().reason())
        .isEqualTo("ServiceUnavailable");
    assertThat(StatusProjector.project(told, GENERATION + 1, gone, NOON)).isEqualTo(told);
    var other = new Outcome.Failed(Reason.SERVICE_UNAVAILABLE, "Cannot be deleted.");
    assertThat(StatusProjector.project(told, GENERATION + 1, other, NOON)).isNotEqualTo(told);
  }

  @Test
  void gatewayInLineIsDescribedWhole() {
    assertThat(IN_SYNC)
        .isEqualTo(
            new VirtualGatewayStatus(
                GENERATION,
                GENERATION,
                null,
                TestGateways.ARN,
                "remote-1",
                7L,
                "123456789012",
                "210987654321",
                "2026-01-01T00:00:00.123Z",
                "2026-01-02T00:00:00Z",
                "ACTIVE",
                WANTED.digest(),
                List.of(new Tag("team", "edge")),
                List.of(
                    condition("The gateway is ACTIVE.", "Available", "True", "Ready"),
                    condition("App Mesh matches the resource.", "InSync", "True", "Synced")),
                null,
                null,
                null));
  }

  @Test
  void gatewayThatIsNotActiveIsInProgress() {
    var status = project(EMPTY, IDLE);

    assertThat(words(status))
        .containsExactly(
            "Ready=False NotActive", "Reconciling=True NotActive", "Synced=True InSync");
    assertThat(status.tags()).isNull();
  }

  @Test
  void whatIsAbsentInAPlanIsNotReady() {
    var status = project(EMPTY, new Outcome.Differs(null, List.of(PORT), Reason.PLAN_ONLY));

    assertThat(words(status)).containsExactly("Ready=False Absent", "Synced=False PlanOnly");
    assertThat(status.drift()).containsExactly(new FieldDrift(null, "80", "listeners[0].p"));
    assertThat(status.arn()).isNull();
  }

  @Test
  void driftOfOurGatewayIsShown() {
    var status = project(IN_SYNC, differs("remote-1", 1));

    assertThat(words(status)).containsExactly("Ready=True Available", "Synced=False Drifted");
    assertThat(status.uid()).isEqualTo("remote-1");
    assertThat(status.tags()).isEqualTo(IN_SYNC.tags());
    assertThat(project(status, inSync()).drift()).isNull();
  }

  @Test
  void twentyDifferencesAreShown() {
    var status = project(IN_SYNC, differs("remote-1", 21));

    assertThat(status.drift()).hasSize(20);
    assertThat(SyncState.condition(status, "Synced").orElseThrow().message())
        .contains("21 members", "first listeners[0]");
  }

  @Test
  void gatewayThatIsNotOursIsNeverWrittenDown() {
    var other = project(EMPTY, differs("remote-2", 1));
    assertThat(Stream.of(other.arn(), other.uid(), other.version(), other.status()))
        .allMatch(Objects::isNull);
    assertThat(project(IN_SYNC, differs("remote-2", 1)).uid()).isEqualTo("remote-1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "PENDING",
        "AVAILABLE",
        "NOT_ACTIVE",
        "ABSENT",
        "IN_SYNC",
        "PLAN_ONLY",
        "DRIFTED",
        "PAUSED"
      })
  void failureIsInProgressOrStalledUnlessTheGatewayStaysReady(Reason reason) {
    var failed = new Outcome.Failed(reason, "No.");
    var stalls =
        reason == Reason.INVALID_SPEC
            || reason == Reason.NOT_OWNED
            || reason == Reason.CONNECTION_NOT_ALLOWED;
    var state = (stalls ? "Stalled" : "Reconciling") + "=True " + reason.text();
    var synced = "Synced=False " + reason.text();

    assertThat(words(project(EMPTY, failed)))
        .containsExactly("Ready=False " + reason.text(), synced, state);
    var after = project(IN_SYNC, failed);
    boolean outage = reason == Reason.SERVICE_UNAVAILABLE;
    var unready = "Ready=" + (outage ? "Unknown " : "False ") + reason.text();
    boolean ends = stalls || reason == Reason.MESH_NOT_FOUND || outage;
    assertThat(words(after))
        .isEqualTo(
            ends ? List.of(unready, synced, state) : List.of("Ready=True Available", synced));
    assertThat(after.arn()).isEqualTo(IN_SYNC.arn());
    assertThat(after.uid()).isEqualTo(IN_SYNC.uid());
    assertThat(after.tags()).isEqualTo(IN_SYNC.tags());
    assertThat(project(after, inSync())).as("nothing old stays").isEqualTo(IN_SYNC);
  }

  @Test
  void pauseLeavesAllButSyncedAsItWas() {
    var paused = new Outcome.Paused("Wait.");
    var status = StatusProjector.project(IN_SYNC, GENERATION + 1, paused, NOON);

    assertThat(words(status)).containsExactly("Ready=True Available", "Synced=False Paused");
    assertThat(status.observedGeneration()).as("the edit waits").isEqualTo(GENERATION);
    assertThat(SyncState.condition(status, "Ready").orElseThrow())
        .isEqualTo(SyncState.condition(IN_SYNC, "Ready").orElseThrow());
    assertThat(status.arn()).isEqualTo(IN_SYNC.arn());
    assertThat(words(project(EMPTY, paused)))
        .containsExactly("Ready=Unknown Pending", "Synced=False Paused");
    assertThat(project(EMPTY, paused).observedGeneration()).isNull();
    assertThat(words(project(project(EMPTY, new Outcome.Failed(Reason.NOT_OWNED, "x")), paused)))
        .containsExactly("Ready=False NotOwned", "Synced=False Paused");
  }

  @Test
  void readyIsTrueOfItsOwnGenerationOnly() {
    var failed = new Outcome.Failed(Reason.SERVICE_ERROR, "No.");
    var status = StatusProjector.project(IN_SYNC, GENERATION + 1, failed, NOON);

    assertThat(words(status)).first().isEqualTo("Ready=False ServiceError");
    assertThat(status.observedGeneration()).isEqualTo(GENERATION + 1);
    assertThat(status.conditions())
        .extracting(Condition::observedGeneration)
        .containsOnly(GENERATION + 1);
  }

  @Test
  void outageDoubtsWhatWasReadyAndNothingElse() {
    var first = new Outcome.Failed(Reason.SERVICE_UNAVAILABLE, "Nobody.");
    var second = new Outcome.Failed(Reason.SERVICE_UNAVAILABLE, "Nobody at all.");

    assertThat(words(project(project(IN_SYNC, first), second)))
        .contains("Ready=Unknown ServiceUnavailable");
    assertThat(SyncState.of(project(IN_SYNC, first)).isApplied(GENERATION)).isTrue();
    var edited = StatusProjector.project(IN_SYNC, GENERATION + 1, first, NOON);
    assertThat(words(edited)).contains("Ready=False ServiceUnavailable");
    var again = StatusProjector.project(edited, GENERATION + 1, second, NOON);
    assertThat(words(again)).contains("Ready=False ServiceUnavailable");
  }

  @Test
  void transitionTimeIsThatOfTheLastChange() {
    var later = NOON.plusSeconds(60);
    var failed = new Outcome.Failed(Reason.SERVICE_ERROR, "No.");
    var after = StatusProjector.project(IN_SYNC, GENERATION, failed, later);

    assertThat(SyncState.condition(after, "Ready").orElseThrow().lastTransitionTime())
        .isEqualTo(AT_NOON);
    assertThat(SyncState.condition(after, "Synced").orElseThrow().lastTransitionTime())
        .isEqualTo("2026-03-01T12:01:00Z");
    var again = StatusProjector.project(after, GENERATION, failed, later.plusSeconds(60));
    assertThat(again).isEqualTo(after);
  }

  static Stream<Outcome> repeatChangesNothing() {
    return Stream.of(
        inSync(),
        IDLE,
        differs("remote-1", 30),
        differs("remote-2", 1),
        new Outcome.Differs(null, List.of(), Reason.PLAN_ONLY),
        new Outcome.Failed(Reason.NOT_OWNED, "No."),
        new Outcome.Failed(Reason.THROTTLED, "No."),
        new Outcome.Paused("x"),
        new Outcome.Unchanged(),
        new Outcome.Gone("Deleted", "x"));
  }

  @ParameterizedTest
  @MethodSource
  void repeatChangesNothing(Outcome outcome) {
    for (var before : List.of(EMPTY, IN_SYNC, project(IN_SYNC, differs("remote-1", 2)))) {
      var once = project(before, outcome);
      assertThat(StatusProjector.project(once, GENERATION, outcome, NOON.plusSeconds(9)))
          .isEqualTo(once);
    }
  }

  private static VirtualGatewayStatus project(VirtualGatewayStatus before, Outcome outcome) {
    return StatusProjector.project(before, GENERATION, outcome, NOON);
  }

  private static Outcome.Differs differs(String uid, int members) {
    var differences =
        IntStream.range(0, members)
            .mapToObj(i -> new Difference("listeners[" + i + "]", "1", "2"))
            .toList();
    return new Outcome.Differs(
        TestGateways.observed(uid, OTHER, "ACTIVE"), differences, Reason.DRIFTED);
  }

  private static Condition condition(String message, String reason, String status, String type) {
    return new Condition(AT_NOON, message, GENERATION, reason, status, type);
  }

  private static List<String> words(VirtualGatewayStatus status) {
    return Objects.requireNonNullElse(status.conditions(), List.<Condition>of()).stream()
        .map(it -> it.type() + "=" + it.status() + " " + it.reason())
        .toList();
  }
}
