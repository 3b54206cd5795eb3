// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.TestGateways.ARN;
import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static dev.operators.appmesh.reconcile.TestGateways.lastSeen;
import static dev.operators.appmesh.reconcile.TestGateways.observed;
import static dev.operators.appmesh.reconcile.TestGateways.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Tag;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.Tags;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastSeenTest {

  private static final VirtualGatewayStatus IN_SYNC = status(VirtualGatewayStatus.EMPTY, inSync());
  private static final Outcome FAILED = new Outcome.Failed(Reason.SERVICE_ERROR, "x");

  @Test
  void gatewayInLineIsRemembered() {
    assertThat(LastSeen.of(IN_SYNC)).isEqualTo(lastSeen(GENERATION));
  }

  @Test
  void driftAndFailureDoNotForgetWhatWasInLine() {
    var drifted = status(IN_SYNC, new Outcome.Differs(observed(OTHER), List.of(), Reason.DRIFTED));

    assertThat(LastSeen.of(drifted)).isEqualTo(lastSeen(GENERATION));
    assertThat(LastSeen.of(status(IN_SYNC, FAILED))).isEqualTo(lastSeen(GENERATION));
    assertThat(LastSeen.of(status(drifted, FAILED))).isEqualTo(lastSeen(GENERATION));
  }

  @Test
  void pauseForgetsNothing() {
    var paused = new Outcome.Paused("x");
    var absent = status(IN_SYNC, new Outcome.Differs(null, List.of(), Reason.DRIFTED));
    var idle =
        new Outcome.InSync(
            TestGateways.observed(TestGateways.REMOTE_UID, OTHER, "INACTIVE"),
            TestGateways.TEAM,
            Outcome.Change.NONE);

    for (var before : List.of(IN_SYNC, absent, status(IN_SYNC, idle))) {
      assertThat(LastSeen.of(status(before, paused))).isEqualTo(lastSeen(GENERATION));
    }
  }

  @Test
  void failedGenerationWasNeverInLine() {
    var failed = StatusProjector.project(IN_SYNC, GENERATION + 1, FAILED, Instant.EPOCH);

    assertThat(LastSeen.of(failed)).isEqualTo(lastSeen(0));
  }

  @ParameterizedTest
  @CsvSource({
    ", u",
    "arn:aws:appmesh:x:1:mesh/apps/virtualGateway/edge, ",
    "arn:aws:appmesh:x:1:mesh/apps, u",
    "arn:aws:appmesh:x:1:mesh/apps/virtualNode/edge, u",
    "arn:aws:appmesh:x:1:mesh/apps/virtualGateway/edge/gatewayRoute/r, u",
    "arn:aws:appmesh:x:1:mesh//virtualGateway/edge, u",
    "fine, u",
  })
  void nothingIsRememberedWithoutArnAndUid(@Nullable String arn, @Nullable String uid) {
    assertThat(LastSeen.of(remembered(arn, uid, null))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:appmesh:us-west-2:1:mesh/apps/virtualGateway/edge, , apps, edge",
    "arn:aws-cn:appmesh:cn-north-1:1:mesh/a_b/virtualGateway/c-d, 210987654321, a_b, c-d",
  })
  void keyIsReadFromTheArn(String arn, @Nullable String owner, String mesh, String name) {
    assertThat(new LastSeen(arn, "u", 1, Tags.NONE, 0).key(owner))
        .isEqualTo(new GatewayKey(mesh, owner, name));
  }

  @Test
  void tagThatIsNotWholeIsPassedOver() {
    var tags =
        new KubernetesSerialization()
            .unmarshal(
                "{\"tags\": [{\"key\": \"team\", \"value\": \"edge\"}, {}, {\"key\": \"x\"}]}",
                VirtualGatewayStatus.class)
            .tags();

    assertThat(LastSeen.of(remembered(ARN, "remote-1", tags)))
        .isEqualTo(new LastSeen(ARN, "remote-1", 1, TEAM, 0));
  }

  private static VirtualGatewayStatus remembered(
      @Nullable String arn, @Nullable String uid, @Nullable List<Tag> tags) {
    return new VirtualGatewayStatus(
        1L, arn, uid, 1L, null, null, null, null, null, null, tags, null, null, null, null);
  }
}
