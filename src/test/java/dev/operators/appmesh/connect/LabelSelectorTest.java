// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {

  private static final Map<String, String> LABELS = Map.of("team", "shop", "tier", "edge");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | false",
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
        // what cannot be read opens nothing
        "all | false",
        "[] | false",
        "{matchLabels: shop} | false",
        "{matchLabels: {team: 1}} | false",
        "{matchExpressions: {key: team, operator: Exists}} | false",
        "{matchExpressions: [team]} | false",
        "{matchExpressions: [{operator: Exists}]} | false",
        "{matchExpressions: [{key: team, operator: Like}]} | false",
        "{matchLabelz: {team: shop}} | false",
      })
  void matches(String selector, boolean expected) throws JsonProcessingException {
    var value = new YAMLMapper().readValue(selector, Object.class);

    assertThat(LabelSelector.matches(value, LABELS)).isEqualTo(expected);
  }
}
