// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import static dev.operators.appmesh.reconcile.TestGateways.ARN;
import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.NOTHING;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.resource;
import static dev.operators.appmesh.reconcile.TestGateways.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.TestGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ListExpectationTest {

  private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");
  private static final VirtualGatewayStatus IN_LINE = status(VirtualGatewayStatus.EMPTY, inSync());

  static Stream<Arguments> onlyWhatIsInLineIsExpected() {
    return Stream.of(
        arguments(inSync(), true),
        arguments(new Outcome.Differs(observed(OTHER), List.of(), Reason.DRIFTED), true),
        arguments(new Outcome.Differs(observed(OTHER), List.of(), Reason.PLAN_ONLY), true),
        arguments(new Outcome.Differs(null, List.of(), Reason.PLAN_ONLY), false),
        arguments(new Outcome.Differs(null, List.of(), Reason.DRIFTED), false),
        arguments(
            new Outcome.InSync(
                TestGateways.observed("remote-1", WANTED, "INACTIVE"),
                Tags.NONE,
                Outcome.Change.NONE),
            false),
        arguments(new Outcome.Failed(Reason.SERVICE_ERROR, "No."), false),
        arguments(new Outcome.Failed(Reason.NOT_OWNED, "No."), false));
  }

  @ParameterizedTest
  @MethodSource
  void onlyWhatIsInLineIsExpected(Outcome outcome, boolean expected) {
    var found =
        ListExpectation.of(resource(Map.of()), SyncState.of(status(IN_LINE, outcome)), SINCE);

    assertThat(found.isPresent()).isEqualTo(expected);
  }

  @Test
  void listShowsWhatTheStatusRemembers() {
    var expectation =
        ListExpectation.of(resource(Map.of()), SyncState.of(IN_LINE), SINCE).orElseThrow();

    var listed = new ListedGateway(ARN, 7, observed(WANTED).createdAt());
    assertThat(expectation)
        .isEqualTo(
            new ListExpectation(expectation.resource(), "apps", "123456789012", listed, SINCE));
  }

  @Test
  void nothingIsExpectedOfWhatIsNewOrGoing() {
    var edited = resource(Map.of());
    edited.getMetadata().setGeneration(GENERATION + 1);
    var going = resource(Map.of());
    going.getMetadata().setDeletionTimestamp("2026-03-01T12:00:00Z");

    assertThat(ListExpectation.of(edited, SyncState.of(IN_LINE), SINCE)).isEmpty();
    assertThat(ListExpectation.of(going, SyncState.of(IN_LINE), SINCE)).isEmpty();
    assertThat(ListExpectation.of(resource(Map.of()), NOTHING, SINCE)).isEmpty();
  }
}
