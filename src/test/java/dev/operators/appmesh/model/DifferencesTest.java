// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.RandomSpecs;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where two specs do not mean the same. */
class DifferencesTest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{} | {}",
        "{logging: {}} | {}",
        "{listeners: []} | {}",
        "{logging: {accessLog: {file: {}}}} | {logging: {}}",
        "{tls: {validation: {a: 1}}} | {tls: {validation: {a: 1}, enforce: true}}",
        "{http: {maxConnections: 5}} | {http: {maxConnections: 5, maxPendingRequests: 2147483647}}",
        "{l: [{healthCheck: {a: 1}, portMapping: {port: 80}}]}"
            + " | {l: [{healthCheck: {a: 1, port: 80}, portMapping: {port: 80}}]}",
        "{healthCheck: {a: 1}, portMapping: {}} | {healthCheck: {a: 1}}",
        "{ports: [3, 1, 20]} | {ports: [20, 3, 1]}",
        "{ports: [1, 1, 2]} | {ports: [2, 1]}",
        "{match: {exact: ['b', 'a']}} | {match: {exact: ['a', 'b']}}",
        "{certificateAuthorityArns: ['b', 'a']} | {certificateAuthorityArns: ['a', 'b']}",
        "{a: 1, b: {c: 2, d: 3}} | {b: {d: 3, c: 2}, a: 1}",
      })
  void equivalentSpecsHaveNoDifference(String one, String other) {
    assertThat(spec(one).differences(spec(other))).isEmpty();
    assertThat(spec(other).differences(spec(one))).isEmpty();
    assertThat(spec(one).digest()).isEqualTo(spec(other).digest()).hasSize(32);
  }

  static Stream<Arguments> differenceIsShownWithBothSides() {
    return Stream.of(
        arguments("{a: 1}", "{a: 2}", "a", "1", "2"),
        arguments("{a: 1}", "{a: '1'}", "a", "1", "\"1\""),
        arguments("{a: 'x'}", "{}", "a", "\"x\"", null),
        arguments("{}", "{a: true}", "a", null, "true"),
        arguments(
            "{tls: {validation: {a: 1}, enforce: false}}",
            "{tls: {validation: {a: 1}}}",
            "tls.enforce",
            "false",
            "true"),
        arguments(
            "{http: {maxConnections: 5}}",
            "{http: {maxConnections: 5, maxPendingRequests: 9}}",
            "http.maxPendingRequests",
            "2147483647",
            "9"),
        arguments(
            "{healthCheck: {a: 1}, portMapping: {port: 80}}",
            "{healthCheck: {a: 1, port: 81}, portMapping: {port: 80}}",
            "healthCheck.port",
            "80",
            "81"),
        arguments("{ports: [1, 2]}", "{ports: [1, 3]}", "ports", "[1,2]", "[1,3]"),
        arguments(
            "{listeners: [{p: 1}, {tls: {mode: 'STRICT'}}]}",
            "{listeners: [{p: 1}, {tls: {mode: 'PERMISSIVE'}}]}",
            "listeners[1].tls.mode",
            "\"STRICT\"",
            "\"PERMISSIVE\""),
        arguments(
            "{listeners: [{p: 1}, {p: 2}]}",
            "{listeners: [{p: 1}]}",
            "listeners[1]",
            "{\"p\":2}",
            null),
        arguments(
            "{listeners: [{p: 1}]}",
            "{listeners: [{p: 1}, {p: 2}]}",
            "listeners[1]",
            null,
            "{\"p\":2}"),
        arguments("{listeners: [{p: 1}]}", "{}", "listeners", "[{\"p\":1}]", null),
        arguments("{a: {b: 1}}", "{a: [1]}", "a", "{\"b\":1}", "[1]"),
        arguments("{a: ['x', 'y']}", "{a: ['y', 'x']}", "a", "[\"x\",\"y\"]", "[\"y\",\"x\"]"));
  }

  @ParameterizedTest
  @MethodSource
  void differenceIsShownWithBothSides(
      String desired, String actual, String path, @Nullable String wanted, @Nullable String found) {
    assertThat(spec(desired).differences(spec(actual)))
        .containsExactly(new Difference(path, wanted, found));
    assertThat(spec(actual).differences(spec(desired)))
        .containsExactly(new Difference(path, found, wanted));
    assertThat(spec(desired).digest()).isNotEqualTo(spec(actual).digest());
  }

  @Test
  void allDifferencesAreShownByPath() {
    assertThat(spec("{b: 1, a: {c: 1, d: 2}}").differences(spec("{b: 2, a: {c: 9, e: 3}}")))
        .extracting(Difference::path)
        .isEqualTo(List.of("a.c", "a.d", "a.e", "b"));
  }

  @Test
  void aSpecDoesNotDifferFromItself() {
    var specs = new RandomSpecs(7);
    for (int i = 0; i < 200; i++) {
      var spec = specs.valid();
      assertThat(new SpecTree(spec).differences(new SpecTree(spec))).as("%s", spec).isEmpty();
    }
  }

  private static SpecTree spec(String json) {
    try {
      return new SpecTree(JSON.readValue(json, new TypeReference<>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
