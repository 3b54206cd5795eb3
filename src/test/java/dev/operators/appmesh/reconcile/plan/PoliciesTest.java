// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.reconcile.TestGateways;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {

  @ParameterizedTest
  @CsvSource({
    // member, word, manage, adoptUnowned, retain, correctDrift
    "mode, Manage, true, false, false, true",
    "mode, Plan, false, false, false, true",
    "mode, manage, false, false, false, true",
    "adoptionPolicy, Never, true, false, false, true",
    "adoptionPolicy, IfUnowned, true, true, false, true",
    "adoptionPolicy, Always, true, false, false, true",
    "deletionPolicy, Delete, true, false, false, true",
    "deletionPolicy, Retain, true, false, true, true",
    "deletionPolicy, Orphan, true, false, true, true",
    "driftPolicy, Correct, true, false, false, true",
    "driftPolicy, Report, true, false, false, false",
    "driftPolicy, Ignore, true, false, false, false",
    "fromTheFuture, x, true, false, false, true",
  })
  void unknownWordIsTheMostCareful(
      String member, String word, boolean manage, boolean adopt, boolean retain, boolean correct) {
    assertThat(of(Map.of("management", Map.of(member, word))))
        .isEqualTo(new Policies(manage, adopt, retain, correct));
  }

  @Test
  void defaultsHoldWhereNothingIsSaid() {
    assertThat(of(Map.of())).isEqualTo(Policies.DEFAULT);
    assertThat(of(Map.of("management", Map.of()))).isEqualTo(Policies.DEFAULT);
    assertThat(Policies.of(TestGateways.resource(null))).isEqualTo(Policies.DEFAULT);
  }

  @Test
  void whatIsNoObjectIsTheMostCareful() {
    var careful = new Policies(false, false, true, false);
    assertThat(of(Map.of("management", "Manage"))).isEqualTo(careful);
    var numbers = Map.of("mode", 1, "adoptionPolicy", 1, "deletionPolicy", 1, "driftPolicy", 1);
    assertThat(of(Map.of("management", numbers))).isEqualTo(careful);
  }

  private static Policies of(Map<String, Object> spec) {
    return Policies.of(TestGateways.resource(spec));
  }
}
