// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import static dev.operators.appmesh.reconcile.TestGateways.DESIRED;
import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.TEAM;
import static dev.operators.appmesh.reconcile.TestGateways.UID;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static dev.operators.appmesh.reconcile.TestGateways.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.api.Tag;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.model.DesiredGateway;
import dev.operators.appmesh.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AppliedTagsTest {

  private static final Tags NEW = Tags.of(Map.of("new", "1"));
  private static final Tags OLD = Tags.of(Map.of("old", "1", "team", "before"));

  private static final DesiredGateways.Reading READING =
      new DesiredGateways.Reading.Legible(
          new DesiredGateway(
              DESIRED.key(), WANTED, TEAM.with(NEW), DESIRED.owner(), UID, GENERATION));

  static Stream<Arguments> passes() {
    var failed = new Outcome.Failed(Reason.SERVICE_ERROR, "x");
    return Stream.of(
        arguments(failed, Policies.DEFAULT, NEW.with(OLD)),
        arguments(failed, policies(false, true, true), OLD),
        arguments(new Outcome.Failed(Reason.NOT_OWNED, "x"), Policies.DEFAULT, OLD),
        arguments(new Outcome.Failed(Reason.MESH_NOT_FOUND, "x"), Policies.DEFAULT, OLD),
        arguments(inSync(), Policies.DEFAULT, OLD));
  }

  @ParameterizedTest
  @MethodSource("passes")
  void whatAFailedPassMayHaveWrittenIsNoted(Outcome outcome, Policies policies, Tags noted) {
    var before =
        VirtualGatewayStatus.EMPTY.with(
            it -> it.tags = List.of(new Tag("old", "1"), new Tag("team", "before")));

    assertThat(AppliedTags.of(AppliedTags.noted(before, READING, policies, outcome)))
        .isEqualTo(noted);
  }
}
