// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.api.VirtualGatewayStatus.EMPTY;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static dev.operators.appmesh.reconcile.TestGateways.policies;
import static dev.operators.appmesh.reconcile.TestGateways.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.connect.Resolution;
import dev.operators.appmesh.connect.Resolution.Problem;
import dev.operators.appmesh.reconcile.plan.FailureMessages;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.plan.Policies;
import dev.operators.appmesh.reconcile.plan.Reason;
import dev.operators.appmesh.reconcile.plan.SyncState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeletionTest {

  private static final Policies RETAIN = new Policies(true, false, true, true);
  private static final Resolution.Unusable GONE =
      new Resolution.Unusable(Problem.NOT_FOUND, "There is none.");

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, CONNECTION_NOT_FOUND",
    "NOT_ALLOWED, CONNECTION_NOT_ALLOWED",
    "UNUSABLE, CONNECTION_UNUSABLE"
  })
  void reasonIsThatOfTheProblem(Problem problem, Reason reason) {
    assertThat(FailureMessages.unusable(new Resolution.Unusable(problem, "Why.")))
        .isEqualTo(new Outcome.Failed(reason, "Why."));
  }

  @Test
  void deletionWaitsAndSaysWhatHelps() {
    var outcome = remove(status(EMPTY, inSync()), Policies.DEFAULT, false);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            it -> {
              assertThat(it.reason()).isEqualTo(Reason.CONNECTION_NOT_FOUND);
              assertThat(it.message())
                  .contains("cannot be deleted: There is none.", "to Retain", "force-orphan");
            });
  }

  @Test
  void whatIsToBeLeftBehindIsLetGo() {
    var had = status(EMPTY, inSync());

    assertThat(event(remove(had, RETAIN, false))).isEqualTo("Released");
    assertThat(event(remove(had, Policies.DEFAULT, true))).isEqualTo("Released");
    assertThat(remove(had, policies(false, false, true), false))
        .isEqualTo(GatewayRemoval.ONLY_PLANNED);
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void whatWasNeverTriedIsLetGo(Problem problem) {
    var never = status(EMPTY, FailureMessages.unusable(new Resolution.Unusable(problem, "Why.")));

    assertThat(event(remove(never, Policies.DEFAULT, false))).isEqualTo("Released");
    assertThat(event(remove(EMPTY, Policies.DEFAULT, false))).isEqualTo("Released");
  }

  @Test
  void creationOfUnknownEndIsRemembered() {
    var tried = status(EMPTY, new Outcome.Failed(Reason.SERVICE_ERROR, "No answer."));
    var unreachable = status(tried, FailureMessages.unusable(GONE));

    assertThat(unreachable.arn()).isNull();
    assertThat(unreachable.gatewayMayExist()).isTrue();
    assertThat(SyncState.condition(unreachable, "Synced").orElseThrow().reason())
        .isEqualTo("ConnectionNotFound");
    assertThat(remove(unreachable, Policies.DEFAULT, false)).isInstanceOf(Outcome.Failed.class);
    assertThat(remove(status(unreachable, FailureMessages.unusable(GONE)), Policies.DEFAULT, false))
        .isInstanceOf(Outcome.Failed.class);
  }

  private static Outcome remove(
      VirtualGatewayStatus status, Policies policies, boolean forceOrphan) {
    return Deletion.unreachable(GONE, SyncState.of(status), policies, forceOrphan);
  }

  private static String event(Outcome outcome) {
    return ((Outcome.Gone) outcome).event();
  }
}
