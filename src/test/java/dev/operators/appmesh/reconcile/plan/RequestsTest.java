// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.reconcile.TestGateways;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {

  @ParameterizedTest
  @CsvSource({"true, true", "True, false", "false, false", "yes, false", "'', false"})
  void onlyTrueIsAPause(String value, boolean paused) {
    assertThat(of(Map.of(Requests.PAUSED, value)).paused()).isEqualTo(paused);
  }

  @Test
  void allIsRead() {
    assertThat(of(null)).isEqualTo(Requests.NONE);
    assertThat(of(Map.of("other", "x"))).isEqualTo(Requests.NONE);
    assertThat(
            of(
                Map.of(
                    Requests.PAUSED, "true",
                    Requests.RECONCILE_REQUESTED_AT, "now",
                    Requests.ALLOW_TAKEOVER_FROM, "a/b/c")))
        .isEqualTo(new Requests(true, "now", "a/b/c", false));
  }

  @ParameterizedTest
  @CsvSource({
    // annotation, handled, still to be done
    ", , ",
    "now, , now",
    "now, now, ",
    "later, now, later",
    ", now, ",
    "'', , ''",
  })
  void onlyWhatWasNotHandledIsStillToBeDone(
      @Nullable String value, @Nullable String handled, @Nullable String left) {
    var status = handled(handled, null);
    var asked = new Requests(false, value, null, false).since(SyncState.of(status));
    assertThat(asked).isEqualTo(new Requests(false, left, null, false));
    assertThat(asked.wantComparison()).isEqualTo(left != null);

    var takenOver = handled(null, handled);
    var permitted = new Requests(false, null, value, false).since(SyncState.of(takenOver));
    assertThat(permitted).isEqualTo(new Requests(false, null, left, false));
    assertThat(permitted.wantComparison()).isEqualTo(left != null);
  }

  @ParameterizedTest
  @CsvSource({
    // outcome, annotation, handled before, request handled after, permission handled after
    "in sync, new, old, new, new",
    "in sync, , old, old, ",
    "in sync, new, , new, new",
    "failed, new, old, new, old",
    "failed, new, , new, ",
    "failed, , old, old, ",
    "differs, new, old, new, old",
    "differs, , old, old, ",
    "unchanged, new, old, old, old",
    "paused, new, old, old, old",
    "paused, , old, old, old",
    "gone, new, old, old, old",
  })
  void passNotesWhatItHandled(
      String ending,
      @Nullable String value,
      @Nullable String handled,
      @Nullable String requestAfter,
      @Nullable String permissionAfter) {
    var outcome =
        switch (ending) {
          case "in sync" -> inSync();
          case "failed" -> new Outcome.Failed(Reason.SERVICE_ERROR, "x");
          case "differs" -> new Outcome.Differs(null, List.of(), Reason.PLAN_ONLY);
          case "unchanged" -> new Outcome.Unchanged();
          case "paused" -> new Outcome.Paused("x");
          default -> new Outcome.Gone("Deleted", "x");
        };
    var before = handled(handled, handled);

    assertThat(new Requests(false, value, value, false).noted(before, outcome))
        .isEqualTo(handled(requestAfter, permissionAfter));
  }

  private static VirtualGatewayStatus handled(
      @Nullable String reconcileAt, @Nullable String takeoverFrom) {
    return VirtualGatewayStatus.EMPTY.with(
        it -> {
          it.lastHandledReconcileAt = reconcileAt;
          it.lastHandledTakeoverFrom = takeoverFrom;
        });
  }

  private static Requests of(@Nullable Map<String, String> annotations) {
    var resource = TestGateways.resource(Map.of());
    resource.getMetadata().setAnnotations(annotations);
    return Requests.of(resource);
  }
}
