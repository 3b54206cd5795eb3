// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequeueDelaysTest {

  private static final Duration RESYNC = Duration.ofHours(10);

  /** The middle of its range: no jitter. */
  private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

  @ParameterizedTest
  @CsvSource({
    // reason, after 1, 2, 4 and 100 failures in a row
    "INVALID_SPEC, 30m, 30m, 30m, 30m",
    "NOT_OWNED, 10m, 10m, 10m, 10m",
    "CONNECTION_NOT_FOUND, 10m, 10m, 10m, 10m",
    "CONNECTION_NOT_ALLOWED, 10m, 10m, 10m, 10m",
    "CONNECTION_UNUSABLE, 10m, 10m, 10m, 10m",
    "DELETION_BLOCKED, 30s, 30s, 30s, 30s",
    "ACCESS_DENIED, 1s, 2s, 8s, 5m",
    "INTERNAL_ERROR, 1s, 2s, 8s, 5m",
    "QUOTA_EXCEEDED, 1s, 2s, 8s, 10m",
    "MESH_NOT_FOUND, 1s, 2s, 8s, 1m",
    "TOKEN_CONFLICT, 1s, 2s, 8s, 1m",
    "THROTTLED, 1s, 2s, 8s, 1m",
    "SERVICE_ERROR, 1s, 2s, 8s, 1m",
    "SERVICE_UNAVAILABLE, 1s, 2s, 8s, 1m",
  })
  void failureIsTriedAgain(
      Reason reason, String first, String second, String fourth, String hundredth) {
    var failed = new Outcome.Failed(reason, "x");

    assertThat(List.of(after(failed, 1), after(failed, 2), after(failed, 4), after(failed, 100)))
        .isEqualTo(
            List.of(duration(first), duration(second), duration(fourth), duration(hundredth)));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void backoffOnlyGrows(Reason reason) {
    var failed = new Outcome.Failed(reason, "x");
    for (int failures = 1; failures < 80; failures++) {
      assertThat(after(failed, failures + 1)).isGreaterThanOrEqualTo(after(failed, failures));
    }
  }

  @Test
  void successIsLookedAtAfterTheResync() {
    assertThat(after(inSync(), 1)).isEqualTo(RESYNC);
    assertThat(after(inSync(), 100)).isEqualTo(RESYNC);
    assertThat(after(new Outcome.Differs(null, List.of(), Reason.PLAN_ONLY), 1)).isEqualTo(RESYNC);
    assertThat(after(new Outcome.Unchanged(), 1)).isEqualTo(RESYNC);
    assertThat(after(new Outcome.Paused("x"), 1)).isEqualTo(RESYNC);
    assertThat(after(new Outcome.Gone("Deleted", "x"), 1)).isEqualTo(RESYNC);
  }

  @Test
  void gatewayThatIsNotActiveIsLookedAtSoon() {
    var gateway = TestGateways.observed("remote-1", WANTED, "INACTIVE");
    var outcome = new Outcome.InSync(gateway, TestGateways.TEAM, Outcome.Change.CREATED);

    assertThat(after(outcome, 9)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void passThatIsOvertakenAgainAndAgainIsRepeatedEverLater() {
    var delays = new RequeueDelays(RESYNC, MIDDLE);

    assertThat(IntStream.of(1, 2, 3, 6, 7, 100).mapToObj(delays::overtaken))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 32L, 60L, 60L);
  }

  @Test
  void delayVariesByATenth() {
    var spread = new RequeueDelays(RESYNC, new SplittableRandom(7));
    var delays =
        IntStream.range(0, 1000).mapToObj(i -> spread.after(inSync(), 1)).sorted().toList();

    assertThat(delays.getFirst()).isBetween(Duration.ofHours(9), Duration.ofMinutes(545));
    assertThat(delays.getLast()).isBetween(Duration.ofMinutes(655), Duration.ofHours(11));
    assertThat(delays.get(500)).isBetween(Duration.ofMinutes(590), Duration.ofMinutes(610));
  }

  private static Duration after(Outcome outcome, int failures) {
    return new RequeueDelays(RESYNC, MIDDLE).after(outcome, failures);
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }
}
