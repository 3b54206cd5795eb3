// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassesTest {

  private static final Duration RECENTLY = Duration.ofHours(5);
  private static final Outcome ERROR = new Outcome.Failed(Reason.SERVICE_ERROR, "x");
  private static final Outcome DENIED = new Outcome.Failed(Reason.ACCESS_DENIED, "x");

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Passes passes = new Passes(() -> now);

  @Test
  void failuresInARowAreCounted() {
    assertThat(passes.note("a", 1, ERROR)).isEqualTo(1);
    assertThat(passes.note("a", 1, ERROR)).isEqualTo(2);
    assertThat(passes.note("b", 1, ERROR)).isEqualTo(1);
    assertThat(passes.note("a", 1, ERROR)).isEqualTo(3);
    assertThat(passes.note("a", 1, DENIED)).as("other reason").isEqualTo(1);
    assertThat(passes.note("a", 1, DENIED)).isEqualTo(2);
    assertThat(passes.note("a", 2, DENIED)).as("new generation").isEqualTo(1);
    assertThat(passes.note("a", 2, inSync())).isEqualTo(1);
    assertThat(passes.note("a", 2, DENIED)).as("after success").isEqualTo(1);
    passes.forget("a");
    assertThat(passes.note("a", 2, DENIED)).as("forgotten").isEqualTo(1);
  }

  @Test
  void inLineHoldsForAWhile() {
    assertThat(passes.isInLine("a", 1, RECENTLY)).as("never seen").isFalse();
    passes.note("a", 1, inSync());

    assertThat(passes.isInLine("a", 1, RECENTLY)).isTrue();
    assertThat(passes.isInLine("a", 2, RECENTLY)).as("other generation").isFalse();
    assertThat(passes.isInLine("b", 1, RECENTLY)).as("other resource").isFalse();
    now = now.plus(RECENTLY).minusMillis(1);
    assertThat(passes.isInLine("a", 1, RECENTLY)).isTrue();
    now = now.plusMillis(1);
    assertThat(passes.isInLine("a", 1, RECENTLY)).isFalse();
  }

  @Test
  void onlySuccessIsInLine() {
    var idle = TestGateways.observed("remote-1", WANTED, "INACTIVE");
    for (var outcome :
        List.of(
            ERROR,
            new Outcome.Paused("x"),
            new Outcome.Differs(null, List.of(), Reason.PLAN_ONLY),
            new Outcome.InSync(idle, TestGateways.TEAM, Outcome.Change.CREATED))) {
      passes.note("a", 1, inSync());
      passes.note("a", 1, outcome);
      assertThat(passes.isInLine("a", 1, RECENTLY)).as("%s", outcome).isFalse();
    }
  }
}
