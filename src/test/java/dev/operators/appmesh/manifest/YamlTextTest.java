// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.operators.appmesh.RandomSpecs;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {

  private static final String[] PIECES = {
    "a", "Z", "0", "-", "/", "%", "\"", "'", "\\", "\n", "\n\n", " ", "  ", "\t", "\r", ": ", "#",
    " #", "&", "*", "!", "|", ">", "@", "`", "{", "}", "[", "]", ",", "?", "~", "ü", "🐢", "\u0000",
    "\u0007", "\u007f", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\uffff", "---", "...",
    "<<", "=", "true", "null", "1e3"
  };

  @Test
  void membersKeepTheirOrderAndListsTheStyleOfKubectl() {
    var gateway = new LinkedHashMap<String, Object>();
    gateway.put("kind", "VirtualGateway");
    gateway.put("apiVersion", "v1");
    gateway.put("items", List.of(Map.of("port", 80L), List.of("a", List.of()), Map.of()));
    gateway.put("text", "one\n  two\n");
    gateway.put("end", "one\ntwo");
    assertThat(YamlText.write(List.of(gateway, Map.of("enforce", true))))
        .isEqualTo(
            """
            ---
            kind: VirtualGateway
            apiVersion: v1
            items:
            - port: 80
            - - a
              - []
            - {}
            text: |
              one
                two
            end: |-
              one
              two
            ---
            enforce: true
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on",
        "Off",
        "yes",
        "NO",
        "y",
        "n",
        "true",
        "null",
        "~",
        "",
        "012",
        "0o12",
        "1e3",
        "1_000",
        "12:30:45",
        "2026-01-01",
        "2026-01-01T00:00:00Z",
        ".5",
        "+1",
        "-1",
        ".inf",
        "=",
        "<<",
        "0x1F",
        "123456789012",
        "1.10",
        "oN"
      })
  void ambiguousScalarsAreQuoted(String word) {
    assertThat(YamlText.write(List.of(Map.of("a", word))))
        .isEqualTo("---\na: \"%s\"\n".formatted(word));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/stdout",
        "arn:aws:acm:us-west-2:123456789012:certificate/1",
        "edge-1",
        "a b"
      })
  void plainTextStaysPlain(String text) {
    assertThat(YamlText.write(List.of(Map.of("a", text)))).isEqualTo("---\na: " + text + "\n");
  }

  @Test
  void longTextStaysOnItsLine() {
    var text = "word ".repeat(1000) + "end";
    assertThat(YamlText.write(List.of(Map.of("a", text)))).isEqualTo("---\na: " + text + "\n");
  }

  @Test
  void textSurvivesARoundTrip() throws Exception {
    var random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      var document = Map.<String, Object>of(text(random), List.of(text(random), text(random)));
      var written = YamlText.write(List.of(document, document));
      assertThat(read(written)).as(written).containsExactly(document, document);
      // Jackson reads YAML 1.1 with rules of its own.
      var mapper = new YAMLMapper();
      try (var values = mapper.readerFor(Map.class).readValues(written)) {
        assertThat(values.next()).as(written).isEqualTo(document);
      }
    }
  }

  @Test
  void specsSurviveARoundTrip() {
    var specs = new RandomSpecs(3);
    var all = Stream.generate(specs::valid).limit(500).toList();
    assertThat(read(YamlText.write(all))).isEqualTo(numbersAsLongs(all));
  }

  private static Object numbersAsLongs(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, it -> numbersAsLongs(it.getValue())));
      case List<?> list -> list.stream().map(YamlTextTest::numbersAsLongs).toList();
      case Integer number -> number.longValue();
      default -> value;
    };
  }

  private static String text(Random random) {
    return IntStream.range(0, random.nextInt(8))
        .mapToObj(_ -> PIECES[random.nextInt(PIECES.length)])
        .collect(Collectors.joining());
  }

  private static List<Map<String, Object>> read(String text) {
    return new Documents(new ByteArrayInputStream(text.getBytes(UTF_8)))
        .read("-").stream().map(Document::content).toList();
  }
}
