// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGatewayStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationsTest {

  @ParameterizedTest
  @CsvSource({"true, true", "True, false", "false, false", "yes, false", "'', false"})
  void onlyTrueIsAPause(String value, boolean paused) {
    assertThat(of(Map.of(Annotations.PAUSED, value)).paused()).isEqualTo(paused);
  }

  @Test
  void allIsRead() {
    assertThat(of(null)).isEqualTo(Annotations.NONE);
    assertThat(of(Map.of("other", "x"))).isEqualTo(Annotations.NONE);
    assertThat(
            of(
                Map.of(
                    Annotations.PAUSED, "true",
                    Annotations.RECONCILE_REQUESTED_AT, "now",
                    Annotations.ALLOW_TAKEOVER_FROM, "a/b/c")))
        .isEqualTo(new Annotations(true, "now", "a/b/c", false));
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
    var status = VirtualGatewayStatus.EMPTY.withHandled(handled, null);
    var asked = new Annotations(false, value, null, false).since(status);
    assertThat(asked).isEqualTo(new Annotations(false, left, null, false));
    assertThat(asked.wantComparison()).isEqualTo(left != null);

    var takenOver = VirtualGatewayStatus.EMPTY.withHandled(null, handled);
    var permitted = new Annotations(false, null, value, false).since(takenOver);
    assertThat(permitted).isEqualTo(new Annotations(false, null, left, false));
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
          case "paused" -> new Outcome.Paused("x");
          default -> new Outcome.Gone("Deleted", "x");
        };
    var before = VirtualGatewayStatus.EMPTY.withHandled(handled, handled);

    assertThat(new Annotations(false, value, value, false).noted(before, outcome))
        .isEqualTo(VirtualGatewayStatus.EMPTY.withHandled(requestAfter, permissionAfter));
  }

  private static Annotations of(@Nullable Map<String, String> annotations) {
    var resource = TestGateways.resource(Map.of());
    resource.getMetadata().setAnnotations(annotations);
    return Annotations.of(resource);
  }
}
