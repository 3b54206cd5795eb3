// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import static dev.operators.appmesh.manifest.DocumentsTest.content;
import static dev.operators.appmesh.manifest.DocumentsTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scalars of a manifest, its nulls and its aliases are read as. */
class DocumentValuesTest {

  @ParameterizedTest
  @CsvSource({
    "80, 80",
    "+80, 80",
    "80.0, 80",
    "8e1, 80",
    "1_000, 1000",
    "012, 10",
    "0o12, 10",
    "0x1F, 31",
    "0b11, 3",
    "-0b11, -3",
    "08, 8",
    "-5, -5",
    "0, 0",
    "1e3, 1000"
  })
  void wholeNumbersAreLongs(String word, long value) {
    assertThat(content("a: " + word)).isEqualTo(Map.of("a", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "Yes", "YES", "on", "y", "true", "TRUE"})
  void yaml11WordsAreTrue(String word) {
    assertThat(content("a: " + word)).isEqualTo(Map.of("a", true));
    assertThat(content(word + ": a")).isEqualTo(Map.of("true", "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yEs",
        "2026-01-01",
        "1:30",
        "12:30:45",
        "0x",
        "1.2.3",
        "-",
        "a",
        "_1",
        "<<",
        "=",
        "0o9",
        "1e",
        "arn:aws:appmesh",
        "/dev/stdout"
      })
  void otherScalarsAreText(String word) {
    assertThat(content("a: [" + word + "]")).isEqualTo(Map.of("a", List.of(word)));
  }

  @Test
  void quotesAndTagsSetTheType() {
    assertThat(content("{a: \"80\", b: '80', c: !!str 80, d: ! 80, e: !!int 80, f: !!float 1}"))
        .isEqualTo(Map.of("a", "80", "b", "80", "c", "80", "d", "80", "e", 80L, "f", 1L));
    assertThat(content("a: 1.5")).isEqualTo(Map.of("a", 1.5));
    assertThat(content("a: 99999999999999999999"))
        .isEqualTo(Map.of("a", new BigInteger("99999999999999999999")));
  }

  @Test
  void nullMembersAreLeftOutAndNullItemsStay() {
    assertThat(content("{a: null, b: ~, c: , d: [null]}"))
        .isEqualTo(Map.of("d", Arrays.asList((Object) null)));
    assertThat(read("{\"a\": null}").getFirst().content()).isEmpty();
  }

  @Test
  void aliasesAndMergesAreResolved() {
    assertThat(
            content(
                """
                base: &base {port: 80, protocol: http}
                mine:
                  protocol: grpc
                  <<: *base
                both: {<<: [{port: 1}, *base]}
                """))
        .isEqualTo(
            Map.of(
                "base", Map.of("port", 80L, "protocol", "http"),
                "mine", Map.of("port", 80L, "protocol", "grpc"),
                "both", Map.of("port", 1L, "protocol", "http")));
  }
}
