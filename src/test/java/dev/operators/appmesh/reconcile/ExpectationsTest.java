// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.TestGateways.ARN;
import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.resource;
import static dev.operators.appmesh.reconcile.TestGateways.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.drift.Expectation;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpectationsTest {

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
    var found = Expectations.of(resource(Map.of()), status(IN_LINE, outcome), SINCE);

    assertThat(found.isPresent()).isEqualTo(expected);
  }

  @Test
  void listShowsWhatTheStatusRemembers() {
    var expectation = Expectations.of(resource(Map.of()), IN_LINE, SINCE).orElseThrow();

    var listed = new ListedGateway(ARN, 7, observed(WANTED).createdAt());
    assertThat(expectation)
        .isEqualTo(
            new Expectation<>(expectation.resource(), "apps", "123456789012", listed, SINCE));
  }

  @Test
  void nothingIsExpectedOfWhatIsNewOrGoing() {
    var edited = resource(Map.of());
    edited.getMetadata().setGeneration(GENERATION + 1);
    var going = resource(Map.of());
    going.getMetadata().setDeletionTimestamp("2026-03-01T12:00:00Z");

    assertThat(Expectations.of(edited, IN_LINE, SINCE)).isEmpty();
    assertThat(Expectations.of(going, IN_LINE, SINCE)).isEmpty();
    assertThat(Expectations.of(resource(Map.of()), VirtualGatewayStatus.EMPTY, SINCE)).isEmpty();
  }
}
