// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.status;

import static dev.operators.appmesh.reconcile.TestGateways.ARN;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.Difference;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventNoticeTest {

  private static final Outcome IN_SYNC = inSync(Outcome.Change.NONE);
  private static final Outcome FAILED = new Outcome.Failed(Reason.SERVICE_ERROR, "No.");
  private static final Outcome DENIED = new Outcome.Failed(Reason.ACCESS_DENIED, "Not you.");
  private static final Outcome PAUSED = new Outcome.Paused("Wait.");
  private static final Outcome DRIFTED =
      new Outcome.Differs(observed(OTHER), List.of(new Difference("a", "1", "2")), Reason.DRIFTED);

  static Stream<Arguments> onlyATransitionIsTold() {
    var unknown = VirtualGatewayStatus.EMPTY;
    var inSync = status(unknown, IN_SYNC);
    var failed = status(inSync, FAILED);
    var drifted = status(inSync, DRIFTED);
    return Stream.of(
        arguments(unknown, inSync(Outcome.Change.CREATED), normal("Created", "Created " + ARN)),
        arguments(unknown, inSync(Outcome.Change.ADOPTED), normal("Adopted", "Adopted " + ARN)),
        arguments(
            failed, inSync(Outcome.Change.TAKEN_OVER), normal("TakenOver", "Took over " + ARN)),
        arguments(inSync, PAUSED, normal("Paused", "Wait.")),
        arguments(status(inSync, PAUSED), PAUSED, null),
        arguments(status(inSync, PAUSED), IN_SYNC, normal("InSync", "In sync with " + ARN)),
        arguments(
            inSync, inSync(Outcome.Change.UPDATED), normal("Updated", "Updated to version 7")),
        arguments(
            inSync,
            updated(Outcome.Change.UPDATED, "listeners[0].portMapping.port", "tags[team]"),
            normal("Updated", "Updated to version 7: listeners[0].portMapping.port, tags[team]")),
        arguments(
            inSync,
            updated(Outcome.Change.CORRECTED, "a", "b", "c", "d", "e"),
            normal("DriftCorrected", "Changed back to version 7: a, b, c and 2 more")),
        arguments(
            inSync,
            inSync(Outcome.Change.RECREATED),
            normal("DriftCorrected", "Re-created as " + ARN + " because it was deleted")),
        arguments(unknown, IN_SYNC, normal("InSync", "In sync with " + ARN)),
        arguments(inSync, IN_SYNC, null),
        arguments(inSync, new Outcome.Unchanged(), null),
        arguments(failed, IN_SYNC, normal("InSync", "In sync with " + ARN)),
        arguments(unknown, FAILED, new EventNotice("Warning", "ServiceError", "No.")),
        arguments(inSync, FAILED, new EventNotice("Warning", "ServiceError", "No.")),
        arguments(failed, FAILED, null),
        arguments(failed, new Outcome.Failed(Reason.SERVICE_ERROR, "Other words."), null),
        arguments(failed, DENIED, new EventNotice("Warning", "AccessDenied", "Not you.")),
        arguments(inSync, DRIFTED, normal("Drifted", "App Mesh differs: a")),
        arguments(drifted, DRIFTED, null),
        arguments(drifted, FAILED, new EventNotice("Warning", "ServiceError", "No.")),
        arguments(inSync, new Outcome.Gone("Deleted", "Done."), normal("Deleted", "Done.")),
        arguments(failed, new Outcome.Gone("Released", "Kept."), normal("Released", "Kept.")));
  }

  @ParameterizedTest
  @MethodSource
  void onlyATransitionIsTold(
      VirtualGatewayStatus before, Outcome outcome, @Nullable EventNotice notice) {
    assertThat(EventNotice.of(SyncState.of(before), outcome).orElse(null)).isEqualTo(notice);
  }

  /** The API server counts bytes. */
  @ParameterizedTest
  @CsvSource({"x, 1000, 1000", "x, 1001, 996", "é, 500, 500", "é, 501, 498", "🚪, 251, 249"})
  void longMessageIsCutBetweenCharacters(String character, int times, int left) {
    var message = new EventNotice("Normal", "X", character.repeat(times)).message();

    assertThat(message).isEqualTo(character.repeat(left) + (times == left ? "" : " …"));
    assertThat(message.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1000);
  }

  private static Outcome inSync(Outcome.Change change) {
    return new Outcome.InSync(observed(WANTED), TEAM, change);
  }

  private static Outcome updated(Outcome.Change change, String... paths) {
    return new Outcome.InSync(observed(WANTED), TEAM, change, List.of(paths));
  }

  private static EventNotice normal(String reason, String message) {
    return new EventNotice("Normal", reason, message);
  }
}
