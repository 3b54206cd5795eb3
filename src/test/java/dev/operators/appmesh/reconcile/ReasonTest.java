// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

  @Test
  void catalogueIsComplete() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::text))
        .containsExactlyInAnyOrder(
            // how a gateway is
            "Pending",
            "Available",
            "NotActive",
            "Absent",
            "InSync",
            "PlanOnly",
            "Drifted",
            "Paused",
            // why a pass failed
            "InvalidSpec",
            "AccessDenied",
            "ConnectionNotFound",
            "ConnectionNotAllowed",
            "ConnectionUnusable",
            "MeshNotFound",
            "NotOwned",
            "TokenConflict",
            "DeletionBlocked",
            "QuotaExceeded",
            "Throttled",
            "ServiceError",
            "ServiceUnavailable",
            "InternalError");
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void readmeExplains(Reason reason) throws IOException {
    var rows = Files.readAllLines(Path.of("README.md"));
    assertThat(rows)
        .anyMatch(row -> row.startsWith("| `") && row.contains('`' + reason.text() + '`'));
  }

  @Test
  void onlyWhatWaitingDoesNotHelpStalls() {
    assertThat(Arrays.stream(Reason.values()).filter(Reason::stalls))
        .containsExactlyInAnyOrder(
            Reason.INVALID_SPEC, Reason.NOT_OWNED, Reason.CONNECTION_NOT_ALLOWED);
  }
}
