// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  @ParameterizedTest
  @ValueSource(strings = {"UTF-32LE", "UTF-32BE"})
  void utf32IsRefusedAsByKubectl(String charset) {
    var bytes = "\uFEFFa: 1\n".getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> new Documents(new ByteArrayInputStream(bytes)).read("-"))
        .hasMessage("-:1: UTF-32, which kubectl does not read: save the file as UTF-8");
  }

  @Test
  void arraysAreReadAsTheirItemsOnlyIfAskedFor() {
    for (var text :
        List.of("[{\"a\": 1},\n[{\"a\": 2}]]\n[]", "- a: 1\n- - a: 2\n", "[{a: 1},\n[{a: 2}]]")) {
      assertThat(new Documents(input(text), true).read("-"))
          .extracting(Document::content, Document::line)
          .containsExactly(tuple(Map.of("a", 1L), 1), tuple(Map.of("a", 2L), 2));
      assertThatThrownBy(() -> read(text)).hasMessage("-:1: not an object, but a list");
    }
  }

  /** As a member of an object that has too many, or too long, names. */
  @Test
  void lineOfALongPathIsThatOfWhatIsThere() {
    var document = read("spec:\n  a.b:\n    c: 1\n").getFirst();

    assertThat(document.line("spec.a.b.c")).isEqualTo(3);
    assertThat(document.line("spec.a.b." + "c.".repeat(1_000_000))).isEqualTo(3);
    assertThat(document.line("spec." + "x".repeat(2_000))).isEqualTo(1);
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
    assertThat(Documents.sources(List.of(folder.toString()))).containsExactly(a, b, c);
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

  static Map<String, Object> content(String text) {
    return read(text).getFirst().content();
  }

  static List<Document> read(String text) {
    return new Documents(input(text)).read("-");
  }

  private static ByteArrayInputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
