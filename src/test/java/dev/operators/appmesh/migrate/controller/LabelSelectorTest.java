// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Label selectors as Kubernetes documents them. */
class LabelSelectorTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "absent",
      value = {
        "In, a b, a, true",
        "In, a b, c, false",
        "In, a b, absent, false",
        "NotIn, a b, a, false",
        "NotIn, a b, c, true",
        "NotIn, a b, absent, true",
        "Exists, '', a, true",
        "Exists, '', absent, false",
        "DoesNotExist, '', a, false",
        "DoesNotExist, '', absent, true"
      })
  void matches(String operator, String values, String label, boolean expected) {
    var selector =
        LabelSelector.of(
            Map.of(
                "matchExpressions",
                List.of(
                    Map.of(
                        "key",
                        "mesh",
                        "operator",
                        operator,
                        "values",
                        Arrays.asList(values.split(" "))))));
    var labels = new HashMap<String, String>(Map.of("team", "edge"));
    if (label != null) {
      labels.put("mesh", label);
    }
    assertThat(selector.matches(labels)).isEqualTo(expected);
    assertThat(selector.matchesEverything()).isFalse();
  }

  @Test
  void allMustHold() {
    var selector = LabelSelector.of(Map.of("matchLabels", Map.of("mesh", "a", "team", "edge")));
    assertThat(selector.matches(Map.of("mesh", "a", "team", "edge", "more", "x"))).isTrue();
    assertThat(selector.matches(Map.of("mesh", "a"))).isFalse();
    assertThat(selector.matches(Map.of("mesh", "a", "team", "other"))).isFalse();
  }

  @Test
  void withoutRequirementsMatchesEverything() {
    assertThat(LabelSelector.of(Map.of()).matches(Map.of())).isTrue();
    assertThat(LabelSelector.of(Map.of()).matchesEverything()).isTrue();
  }

  @Test
  void saysWhatIsNoSelector() {
    assertThatThrownBy(() -> LabelSelector.of(Map.of("matchExpressions", List.of("x"))))
        .hasMessage("matchExpressions has an entry without key");
    var odd = Map.of("matchExpressions", List.of(Map.of("key", "mesh", "operator", "Equals")));
    assertThatThrownBy(() -> LabelSelector.of(odd)).hasMessageContaining("operator Equals");
  }
}
