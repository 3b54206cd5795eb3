// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Label selectors as Kubernetes documents them. */
class LabelSelectorTest {

  private static final Map<String, String> LABELS = Map.of("team", "shop", "tier", "edge");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true",
        "{matchLabels: {}} | true",
        "{matchLabels: {team: shop}} | true",
        "{matchLabels: {team: shop, tier: edge}} | true",
        "{matchLabels: {team: shop, tier: core}} | false",
        "{matchLabels: {zone: a}} | false",
        "{matchExpressions: []} | true",
        "{matchExpressions: [{key: team, operator: In, values: [bank, shop]}]} | true",
        "{matchExpressions: [{key: team, operator: In, values: [bank]}]} | false",
        "{matchExpressions: [{key: zone, operator: In, values: [a]}]} | false",
        "{matchExpressions: [{key: team, operator: NotIn, values: [bank]}]} | true",
        "{matchExpressions: [{key: team, operator: NotIn, values: [shop]}]} | false",
        "{matchExpressions: [{key: zone, operator: NotIn, values: [a]}]} | true",
        "{matchExpressions: [{key: team, operator: Exists}]} | true",
        "{matchExpressions: [{key: zone, operator: Exists}]} | false",
        "{matchExpressions: [{key: zone, operator: DoesNotExist}]} | true",
        "{matchExpressions: [{key: team, operator: DoesNotExist}]} | false",
        "{matchExpressions: [{key: team, operator: Exists}, {key: zone, operator: Exists}]} |"
            + " false",
        "{matchLabels: {team: shop}, matchExpressions: [{key: zone, operator: Exists}]} | false",
      })
  void matches(String selector, boolean expected) throws JsonProcessingException {
    assertThat(LabelSelector.of(read(selector)).matches(LABELS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | the selector is no object",
        "all | the selector is no object",
        "[] | the selector is no object",
        "{matchLabels: shop} | matchLabels is no object",
        "{matchLabels: {team: 1}} | matchLabels has 1, which is no text: quote it",
        "{matchLabels: {team: null}} | matchLabels has null, which is no text: quote it",
        "{matchLabelz: {team: shop}} | a selector has no member matchLabelz",
        "{matchExpressions: {key: team, operator: Exists}} | matchExpressions is no list",
        "{matchExpressions: [team]} | matchExpressions has an entry without key",
        "{matchExpressions: [{operator: Exists}]} | matchExpressions has an entry without key",
        "{matchExpressions: [{key: team}]} | matchExpressions has the operator null; In, NotIn,"
            + " Exists and DoesNotExist exist",
        "{matchExpressions: [{key: team, operator: Like}]} | matchExpressions has the operator"
            + " Like; In, NotIn, Exists and DoesNotExist exist",
        "{matchExpressions: [{key: team, operator: In, values: shop}]} | values is no list",
        "{matchExpressions: [{key: team, operator: In, values: [1]}]} | values has 1, which is no"
            + " text: quote it",
      })
  void invalidSelectorIsRefused(String selector, String problem) throws JsonProcessingException {
    var value = read(selector);
    assertThatThrownBy(() -> LabelSelector.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }

  @Test
  void withoutRequirementsMatchesEverything() throws JsonProcessingException {
    assertThat(LabelSelector.of(Map.of()).matchesEverything()).isTrue();
    assertThat(LabelSelector.of(read("{matchLabels: {team: shop}}")).matchesEverything()).isFalse();
  }

  private static Object read(String selector) throws JsonProcessingException {
    return new YAMLMapper().readValue(selector, Object.class);
  }
}
