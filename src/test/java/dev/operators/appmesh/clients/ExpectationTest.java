// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of cases says what it means: a wrong answer is seen. */
class ExpectationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1}           | {a: 1, b: 2}",
        "{a: 1}           | {a: 1.0}",
        "{a: $absent}     | {}",
        "{a: $absent}     | {a: null}",
        "{a: $null}       | {a: null}",
        "{a: $uuid}       | {a: ff111ff2-33ff-4ff4-ffff-111f111f111f}",
        "{a: $time}       | {a: 1795489488.808}",
        "{a: $text}       | {a: x}",
        "{a: {$after: 1}} | {a: 1.001}",
        "{$exactly: {}}   | {a: null}",
        "{$exactly: {a: [{b: 1}]}} | {a: [{b: 1, c: null}]}",
        "{a: {$containing: [{b: 1}]}} | {a: [{b: 2}, {b: 1, c: 3}]}",
      })
  void matches(String expected, String actual) throws IOException {
    assertThat(new Expectation(true).difference("", yaml(expected), yaml(actual))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1}           | {a: 2}",
        "{a: 1}           | {}",
        "{a: 1}           | {a: '1'}",
        "{a: {}}          | {a: null}",
        "{a: []}          | {a: [1]}",
        "{a: [1, 2]}      | {a: [2, 1]}",
        "{a: true}        | {a: false}",
        "{a: $absent}     | {a: {}}",
        "{a: $null}       | {}",
        "{a: $null}       | {a: {}}",
        "{a: $uuid}       | {a: ff111ff2}",
        "{a: $time}       | {a: '2026-01-02T03:04:05Z'}",
        "{a: $time}       | {a: 1795489488808}",
        "{a: $text}       | {a: ''}",
        "{a: {$after: 1}} | {a: 1}",
        "{$exactly: {}}   | {a: {}}",
        "{$exactly: {a: [{b: 1}]}} | {a: [{b: 1, c: 2}]}",
        "{a: {$containing: [{b: 1}]}} | {a: [{b: 2}]}",
      })
  void doesNotMatch(String expected, String actual) throws IOException {
    assertThat(new Expectation(true).difference("", yaml(expected), yaml(actual))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{$text: ab, $times: 2} | abab", "{$each: k<i>, $times: 2} | [k0, k1]", "<v/b> | 7"})
  void templateIsFilled(String template, String filled) throws IOException {
    var variables = JsonNodeFactory.instance.objectNode();
    variables.set("v", yaml("{b: 7}"));

    assertThat(new Template(variables).filled(yaml(template))).isEqualTo(yaml(filled));
  }

  private static JsonNode yaml(String text) throws IOException {
    return new YAMLMapper().readTree(text);
  }
}
