// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PassHistoryTest {

  private static final Duration RECENTLY = Duration.ofHours(5);
  private static final Outcome ERROR = new Outcome.Failed(Reason.SERVICE_ERROR, "x");
  private static final Outcome DENIED = new Outcome.Failed(Reason.ACCESS_DENIED, "x");

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final PassHistory history = new PassHistory(() -> now, RECENTLY);

  @Test
  void failuresInARowAreCounted() {
    assertThat(pass("a", 1, ERROR)).isEqualTo(1);
    assertThat(pass("a", 1, ERROR)).isEqualTo(2);
    assertThat(pass("b", 1, ERROR)).isEqualTo(1);
    assertThat(pass("a", 1, ERROR)).isEqualTo(3);
    assertThat(pass("a", 1, DENIED)).as("other reason").isEqualTo(1);
    assertThat(pass("a", 1, DENIED)).isEqualTo(2);
    assertThat(pass("a", 2, DENIED)).as("new generation").isEqualTo(1);
    assertThat(pass("a", 2, inSync())).isEqualTo(1);
    assertThat(pass("a", 2, DENIED)).as("after success").isEqualTo(1);
    history.forget("a");
    assertThat(pass("a", 2, DENIED)).as("forgotten").isEqualTo(1);
  }

  @Test
  void passProvesItsGenerationForAWhile() {
    assertThat(isInSync("a", 1)).as("never seen").isFalse();
    pass("a", 1, inSync());

    assertThat(isInSync("a", 1)).isTrue();
    assertThat(isInSync("a", 2)).as("other generation").isFalse();
    assertThat(isInSync("b", 1)).as("other resource").isFalse();
    now = now.plus(RECENTLY).minusMillis(1);
    assertThat(isInSync("a", 1)).isTrue();
    now = now.plusMillis(1);
    assertThat(isInSync("a", 1)).isFalse();
  }

  @Test
  void onlySuccessIsInSync() {
    var inactive = TestGateways.observed("remote-1", WANTED, "INACTIVE");
    for (var outcome :
        List.of(
            ERROR,
            new Outcome.Paused("x"),
            new Outcome.Differs(null, List.of(), Reason.PLAN_ONLY),
            new Outcome.InSync(inactive, TestGateways.TEAM, Outcome.Change.CREATED))) {
      pass("a", 1, inSync());
      pass("a", 1, outcome);
      assertThat(isInSync("a", 1)).as("%s", outcome).isFalse();
    }
  }

  /** What may happen to one resource around a pass over it, each at most once. */
  enum Step {
    BEGIN,
    DOUBT,
    END,
    TRUST
  }

  /** Every order of every choice of steps in which a pass begins before it trusts or ends. */
  static Stream<List<Step>> everyOrder() {
    var orders = new ArrayList<List<Step>>();
    extend(List.of(), orders);
    return orders.stream();
  }

  private static void extend(List<Step> order, List<List<Step>> orders) {
    orders.add(order);
    for (var step : Step.values()) {
      boolean begun = order.contains(Step.BEGIN) || step == Step.BEGIN || step == Step.DOUBT;
      if (begun && !order.contains(step)) {
        var longer = new ArrayList<>(order);
        longer.add(step);
        extend(longer, orders);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyOrder")
  void doubtOutlivesEveryPassThatBeganBeforeIt(List<Step> order) {
    var ticket = history.begin("a", 1);
    for (var step : order) {
      switch (step) {
        case BEGIN -> ticket = history.begin("a", 1);
        case DOUBT -> history.doubt("a");
        case END -> history.end(ticket, inSync());
        case TRUST -> history.trust(ticket);
      }
    }

    int begin = order.indexOf(Step.BEGIN);
    int doubt = order.indexOf(Step.DOUBT);
    int end = order.indexOf(Step.END);
    boolean proven = end >= 0 && doubt < begin;
    // Trust is for resources of which nothing is known; after a doubt something is.
    boolean trusted = order.contains(Step.TRUST) && doubt < 0;
    assertThat(isInSync("a", 1)).isEqualTo(proven || trusted);
  }

  @Test
  void passAfterADoubtProvesAgain() {
    var before = history.begin("a", 1);
    history.doubt("a");
    history.end(before, inSync());
    assertThat(isInSync("a", 1)).isFalse();

    pass("a", 1, inSync());

    assertThat(isInSync("a", 1)).isTrue();
  }

  @Test
  void doubtOfOneResourceSaysNothingOfAnother() {
    var pass = history.begin("a", 1);
    history.doubt("b");
    history.end(pass, inSync());

    assertThat(isInSync("a", 1)).isTrue();
  }

  @Test
  void secondDoubtVoidsAPassThatKnewTheFirst() {
    history.doubt("a");
    var pass = history.begin("a", 1);
    history.doubt("a");
    history.end(pass, inSync());

    assertThat(isInSync("a", 1)).isFalse();
  }

  @Test
  void overtakenPassesAreCountedAndProveNothing() {
    pass("a", 1, inSync());

    assertThat(history.overtaken("a")).isEqualTo(1);
    assertThat(isInSync("a", 1)).isFalse();
    assertThat(history.overtaken("a")).isEqualTo(2);
    assertThat(history.overtaken("b")).as("other resource").isEqualTo(1);
    var before = history.begin("a", 1);
    assertThat(history.overtaken("a")).isEqualTo(3);
    history.end(before, inSync());
    assertThat(isInSync("a", 1)).as("begun before").isFalse();
    pass("a", 1, ERROR);
    assertThat(history.overtaken("a")).as("after one that was recorded").isEqualTo(1);
  }

  @Test
  void trustDoesNotReplaceWhatIsKnown() {
    pass("a", 1, ERROR);
    history.trust(history.begin("a", 1));

    assertThat(isInSync("a", 1)).isFalse();
  }

  private int pass(String uid, long generation, Outcome outcome) {
    return history.end(history.begin(uid, generation), outcome);
  }

  private boolean isInSync(String uid, long generation) {
    return history.isInSync(history.begin(uid, generation));
  }
}
