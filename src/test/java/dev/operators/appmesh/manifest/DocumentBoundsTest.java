// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import static dev.operators.appmesh.manifest.DocumentsTest.read;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
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
    assertThatThrownBy(() -> read("- ".repeat(100_000))).hasMessageContaining("64 levels");
    assertThatThrownBy(() -> read(laughs(9))).hasMessageContaining("750000 values");
  }

  @Test
  void valuesAreCountedInTheWholeFile() {
    var laughs = laughs(5);

    assertThat(read(laughs)).hasSize(1);
    assertThatThrownBy(() -> read(("---\n" + laughs).repeat(10)))
        .hasMessage("-:41: more than 750000 values in a file, aliases included: split the file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,", "1,\n", "{},", "[],", "\"\\u00fc\","})
  void asManyValuesAsTheLimitAreReadAndNoMore(String item) {
    int most = Bounds.VALUES - 3; // with the object, the list and the last item
    var json = "{\"a\": [" + item.repeat(most) + "1]}";
    var more = "{\"a\": [" + item.repeat(most + 1) + "1]}";

    assertThat((List<?>) read(json).getFirst().content().get("a")).hasSize(most + 1);
    assertThatThrownBy(() -> read(more)).hasMessageContaining("more than 750000 values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"---\n", "---\na: 1\n", "{}\n", "{\"a\": 1}", "--- {a: [1, 2]}\n"})
  void documentsAreBoundedByTheirValues(String document) {
    assertThatThrownBy(() -> read(document.repeat(Bounds.VALUES + 1)))
        .hasMessageMatching("-:[0-9]+: more than 750000 values in a file.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: \"%s\"", "a: %s", "# %s", "a: |\n  %s", "{\"a\": \"%s\"}", "{a: %s}"})
  void textOfSixtyMegabytesIsRefusedAtOnce(String form) {
    var text = form.formatted("x".repeat(60_000_000));

    assertThatThrownBy(() -> read(text)).hasMessage("-: larger than 16 MiB: split the file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: \"%s\"", "a: %s", "# %s", "a: |\n  %s", "{\"a\": \"%s\"}", "{a: %s}"})
  void textOfTenMegabytesIsRefused(String form) {
    var text = form.formatted("x".repeat(10_000_000));

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("2097152");
  }

  @Test
  void anchorsAreCounted() {
    var most = IntStream.range(0, 10_000).mapToObj("- &a%d 1\n"::formatted).collect(joining());

    assertThat(read("a:\n" + most + "---\nb:\n" + most)).hasSize(2);
    assertThatThrownBy(() -> read("a:\n" + most + "- &b 1\n"))
        .hasMessage("-:10002: more than 10000 anchors in a document");
  }

  @Test
  void longLinesAreCounted() {
    var line = "a%d: \"" + "x".repeat(1_000_000) + "\"\n";
    var four = line.formatted(1) + line.formatted(2) + line.formatted(3) + line.formatted(4);

    assertThat(read(four)).hasSize(1);
    assertThatThrownBy(() -> read(four + line.formatted(5)))
        .hasMessage(
            "-:5: more than 4194304 characters in lines of more than 65536: split the file");
  }

  @Test
  void textOfManyLinesIsBoundedToo() {
    var lines = ("  " + "x".repeat(998) + "\n").repeat(3_000);

    assertThatThrownBy(() -> read("a: |\n" + lines))
        .hasMessage("-:1: a text of more than 2097152 characters");
  }

  @Test
  void nameOfAMemberIsBounded() {
    var name = "a".repeat(1_024);

    assertThat(read("? " + name + "\n: 1\n").getFirst().content()).containsKey(name);
    assertThat(read("{\"" + name + "\": 1}").getFirst().content()).containsKey(name);
    assertThatThrownBy(() -> read("b: 1\n? " + name + "a\n: 1\n"))
        .hasMessage("-:2: the name of a member has more than 1024 characters");
    assertThatThrownBy(() -> read("{\"" + name + "a\": 1}")).hasMessageContaining("1024");
  }

  @Test
  void hugeNumbersAreRefusedOrText() {
    var digits = "1".repeat(1_000_000);

    assertThat(read("a: " + digits).getFirst().content()).containsEntry("a", digits);
    assertThatThrownBy(() -> read("{\n\"a\": " + digits + "}"))
        .hasMessageStartingWith("-:2: ")
        .hasMessageContaining("1000");
    for (var text : List.of("a: 1e999999999", "{\"a\": 1e999999999}")) {
      assertThatThrownBy(() -> read(text)).hasMessageContaining("the number is too large");
    }
    assertThat(read("{\"a\": 1e-999999999}").getFirst().content()).containsEntry("a", 0L);
  }

  @Test
  void sameNameManyTimesIsRefusedAtTheSecond() {
    assertThatThrownBy(() -> read("a: 1\n".repeat(1_000_000)))
        .hasMessage("-:2: \"a\" appears twice: remove one of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"---\na: %d\n", "{\"a\": %d}\n"})
  void objectsAreCounted(String form) {
    var most = IntStream.range(0, Bounds.OBJECTS).mapToObj(form::formatted).collect(joining());

    assertThat(read(most)).hasSize(20_000);
    assertThatThrownBy(() -> read(most + form.formatted(1)))
        .hasMessageMatching("-:[0-9]+: more than 20000 objects in a file: split it");
  }

  /** Ten megabytes, as {@code kubectl get -o yaml} writes them. */
  @Test
  void tenMegabytesAreRead() {
    var gateway =
        """
        ---
        kind: VirtualGateway
        metadata: {name: edge, annotations: {app: "%s"}}
        spec: {listeners: [{portMapping: {port: 80, protocol: http}}]}
        """
            .formatted("x".repeat(400));
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
        .hasMessageMatching("-:[0-9]+: more than 100000 members taken over by <<.*");
  }

  /** Nothing is gained from the list, but every walk through it costs. */
  @ParameterizedTest
  @ValueSource(strings = {"*base ,", "{},"})
  void listThatIsTakenOverManyTimesIsBounded(String item) {
    var text = new StringBuilder("base: &base {a: 1}\nall: &all [" + item.repeat(1_000) + "]\n");
    for (int i = 0; i < 1_000; i++) {
      text.append("m%d: {<<: *all }\n".formatted(i));
    }

    assertThatThrownBy(() -> read(text.toString()))
        .hasMessageMatching("-:[0-9]+: more than 100000 members taken over by <<.*");
  }

  /** Small in the file, and large where it is printed or checked. */
  @Test
  void valuesThatAreTakenOverAreCounted() {
    var text = new StringBuilder("big: &big {a: [" + "1,".repeat(10_000) + "]}\n");
    for (int i = 0; i < 100; i++) {
      text.append("m%d: {<<: *big }\n".formatted(i));
    }

    assertThatThrownBy(() -> read(text.toString())).hasMessageContaining("750000 values");
  }

  /** A file of 300 bytes, and ten times the values with each level. */
  private static String laughs(int levels) {
    var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < levels; i++) {
      var alias = "*a" + (i - 1) + " ,";
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, alias.repeat(10)));
    }
    return laughs.toString();
  }
}
