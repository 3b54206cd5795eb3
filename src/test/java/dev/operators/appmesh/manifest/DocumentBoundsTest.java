// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import static dev.operators.appmesh.manifest.DocumentsTest.read;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How large and how deep a manifest may be, and that it costs no more than that. */
class DocumentBoundsTest {

  @Test
  void nestingAndAliasesAreBounded() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).hasMessageContaining("64 levels");
    assertThatThrownBy(() -> read("{\"a\":".repeat(100_000))).hasMessageContaining("64 levels");
    var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      var alias = "*a" + (i - 1) + " ,";
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, alias.repeat(10)));
    }
    assertThatThrownBy(() -> read(laughs.toString())).hasMessageContaining("20000000 values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: \"%s\"", "a: %s", "# %s", "a: |\n  %s", "{\"a\": \"%s\"}", "{a: %s}"})
  void textOfSixtyMegabytesIsRefusedAtOnce(String form) {
    var text = form.formatted("x".repeat(60_000_000));

    assertTimeout(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("2097152"));
  }

  @Test
  void textOfManyLinesIsBoundedToo() {
    var lines = ("  " + "x".repeat(998) + "\n").repeat(60_000);

    assertThatThrownBy(() -> read("a: |\n" + lines))
        .hasMessage("-:1: a text of more than 2097152 characters");
  }

  /** Ten megabytes, as {@code kubectl get -o yaml} writes them. */
  @Test
  void tenMegabytesAreRead() {
    var gateway =
        """
        ---
        kind: VirtualGateway
        metadata: {name: edge, labels: {app: "%s"}}
        spec: {listeners: [{portMapping: {port: 80, protocol: http}}]}
        """
            .formatted("x".repeat(63));
    int count = 10_000_000 / gateway.length();

    assertThat(read(gateway.repeat(count))).hasSize(count);
  }

  @Test
  void objectThatTakesOverTheSameManyTimesCostsNoMore() {
    int many = 20_000;
    var base = IntStream.range(0, many).mapToObj(i -> "  m%d: 1\n".formatted(i)).collect(joining());

    var document =
        assertTimeout(
            Duration.ofSeconds(20),
            () -> read("base: &base\n" + base + "mine:\n" + "  <<: *base\n".repeat(many)));

    var content = document.getFirst().content();
    assertThat(content.get("mine")).isEqualTo(content.get("base"));
  }

  @Test
  void objectsThatTakeOverEachOtherAreBounded() {
    var chain = new StringBuilder("a0: &a0 {m0: 1}\n");
    for (int i = 1; i < 2_000; i++) {
      chain.append("a%d: &a%d {<<: *a%d, m%d: 1}\n".formatted(i, i, i - 1, i));
    }

    assertThatThrownBy(() -> read(chain.toString()))
        .hasMessageContaining("more than 1000000 members taken over by <<");
  }
}
