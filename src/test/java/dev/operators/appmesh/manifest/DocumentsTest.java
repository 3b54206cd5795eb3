// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

  @TempDir private Path folder;

  @Test
  void everyFieldHasItsLine() {
    var document =
        read("""
        # a comment
        kind: VirtualGateway
        metadata:
          labels:
            app.kubernetes.io/name: edge
        spec:
          listeners:
          - portMapping: {port: 80, protocol: http}
          - portMapping:
              port:
                81
        """)
            .getFirst();
    assertThat(document.line()).isEqualTo(2);
    assertThat(document.line("spec.listeners")).isEqualTo(7);
    assertThat(document.line("spec.listeners[0].portMapping.port")).isEqualTo(8);
    assertThat(document.line("spec.listeners[1].portMapping.port")).isEqualTo(10);
    assertThat(document.line("spec.listeners[1].portMapping.protocol")).isEqualTo(9);
    assertThat(document.line("spec.listeners[2].portMapping")).isEqualTo(7);
    assertThat(document.line("metadata.labels.app.kubernetes.io/name")).isEqualTo(5);
    assertThat(document.line("metadata.labels[app.kubernetes.io/name]")).isEqualTo(5);
    assertThat(document.line("metadata.name")).isEqualTo(3);
    assertThat(document.line("nowhere[x")).isEqualTo(2);
    assertThat(document.line("")).isEqualTo(2);
  }

  @Test
  void jsonHasLinesToo() {
    var documents = read("{\"a\": 1,\n\t\"b\": [\n{\"c\": \"\\/\"},\n2]}\n{\"a\": 2}");
    assertThat(documents)
        .extracting(Document::content)
        .containsExactly(Map.of("a", 1L, "b", List.of(Map.of("c", "/"), 2L)), Map.of("a", 2L));
    assertThat(documents.getFirst().line("b[0].c")).isEqualTo(3);
    assertThat(documents.getFirst().line("b[1]")).isEqualTo(4);
    assertThat(documents.getLast().line()).isEqualTo(5);
  }

  @Test
  void flowStyleThatLooksLikeJsonIsYaml() {
    assertThat(content("{a: [on, {b: c}]}"))
        .isEqualTo(Map.of("a", List.of(true, Map.of("b", "c"))));
    assertThat(read("{\"a\": 1}\n---\n{\"a\": 2}\n")).hasSize(2);
  }

  @Test
  void documentsAreDividedAndEmptyOnesSkipped() {
    var documents = read("---\n# nothing\n---\na: 1\n---\n\n---\na: 2\n...\n");
    assertThat(documents).extracting(Document::line).containsExactly(4, 8);
    assertThat(read("")).isEmpty();
    assertThat(read("\uFEFFa: 1")).hasSize(1);
  }

  @Test
  void listsAreReadAsTheirItems() {
    var documents =
        read(
            """
            apiVersion: v1
            kind: List
            items:
            - kind: A
              spec: {}
            - kind: VirtualGatewayList
              items:
              - kind: B
            - kind: ListOfItems
            """);
    assertThat(documents)
        .extracting(it -> it.content().get("kind"))
        .containsExactly("A", "B", "ListOfItems");
    assertThat(documents).extracting(Document::line).containsExactly(4, 8, 9);
    assertThat(documents.getFirst().line("spec")).isEqualTo(5);
  }

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\nb: 2\\na: 3 | 3 | \"a\" appears twice",
        "{\"a\": 1,\\n\"a\": 2} | 2 | Duplicate field 'a'",
        "a: {<<: 1} | 1 | objects only",
        "a: [1\\nb: 2 | 2 | not YAML",
        "{\"a\": [1,\\n} | 2 | not JSON",
        "a: 1\\n\\tb: 2 | 2 | not YAML",
        "a: *nothing | 1 | nothing before *nothing",
        "a: &a [*a] | 1 | nothing before *a",
        "a: 1\\nb: !secret x | 2 | tag !secret",
        "a: !!int x | 1 | does not fit",
        "a: .inf | 1 | not a number in JSON",
        "a: 1e999 | 1 | too large",
        "[a, b] | 1 | not an object, but a list",
        "a: 1\\n---\\nhello | 3 | not an object, but text",
        "kind: List\\nitems: [null] | 2 | not an object, but null",
        "? [a]\\n: b | 1 | the name of a member must be text",
        "a: \"\\ud800\" | 1 | half of a surrogate pair",
        "{\"a\":\\n\"\\ud800\"} | 2 | half of a surrogate pair",
        "a: 1\\nb: \\u0007 | 2 | a character that YAML does not permit",
      })
  void syntaxErrorIsReportedWithItsLine(String text, int line, String problem) {
    var input = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007");
    assertThatThrownBy(() -> read(input))
        .isInstanceOfSatisfying(
            UnreadableDocumentException.class,
            e -> {
              assertThat(e.line()).as(e.getMessage()).isEqualTo(line);
              assertThat(e.problem()).contains(problem);
              assertThat(e).hasMessage("-:" + line + ": " + e.problem());
            });
  }

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

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
  void byteOrderMarkSaysTheEncoding(String charset) {
    var bytes = "\uFEFFa: ü\nb: 🐢\n".getBytes(Charset.forName(charset));

    assertThat(new Documents(new ByteArrayInputStream(bytes)).read("-").getFirst().content())
        .isEqualTo(Map.of("a", "ü", "b", "🐢"));
  }

  @Test
  void utf16OfHalfACharacterIsRefused() {
    var bytes = new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0, ':', 0, ' ', 0, '1'};

    assertThatThrownBy(() -> new Documents(new ByteArrayInputStream(bytes)).read("-"))
        .hasMessage("-:1: not UTF-16LE");
  }

  @Test
  void separatorMayEndInTabs() {
    assertThat(read("---\t\na: 1\n--- \t \na: 2\n---\t# a comment\na: 3\n"))
        .extracting(Document::line)
        .containsExactly(2, 4, 6);
  }

  @Test
  void invalidUtf8IsRefused() {
    var bytes = new byte[] {'a', ':', ' ', '1', '\n', 'b', ':', ' ', (byte) 0xC3, '\n'};
    assertThatThrownBy(() -> new Documents(new ByteArrayInputStream(bytes)).read("-"))
        .hasMessage("-:2: not UTF-8");
  }

  @Test
  void foldersAreReadInOrderWithTheirSubfolders() throws IOException {
    var b = write("b.yaml", "a: 1");
    var a = write("a/z.yml", "a: 2");
    var c = write("c.JSON", "{}");
    write("README.md", "no: manifest");
    assertThat(Documents.sources(List.of(b, folder.toString(), "-", "-")))
        .containsExactly(b, a, c, "-");
    assertThat(new Documents(input("")).readAll(List.of(folder.toString())))
        .extracting(Document::source)
        .containsExactly(a, b, c);
  }

  @Test
  void missingFileIsReported() throws IOException {
    assertThatThrownBy(() -> Documents.sources(List.of("/no/such")))
        .hasMessage("/no/such: there is no such file or folder");
    assertThatThrownBy(() -> new Documents(input("")).read("/no/such"))
        .hasMessage("/no/such: there is no such file or folder");
    var empty = Files.createDirectory(folder.resolve("empty")).toString();
    assertThatThrownBy(() -> Documents.sources(List.of(empty)))
        .hasMessageContaining("holds no file that ends in .yaml");
  }

  private String write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private static Map<String, Object> content(String text) {
    return read(text).getFirst().content();
  }

  private static List<Document> read(String text) {
    return new Documents(input(text)).read("-");
  }

  private static ByteArrayInputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
