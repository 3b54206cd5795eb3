// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.migrate.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.manifest.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every export, byte for byte. {@code -Dexport=write} writes the files anew, for a person to read
 * the difference.
 */
class ExportGoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/export/golden");

  @Test
  void exportsEqualTheGoldenFiles() throws IOException {
    var expected = new TreeMap<String, String>();
    for (var it : ExportCase.all()) {
      expected.putAll(files(it.name() + ".envoy", it.envoy()));
      expected.putAll(files(it.name() + ".gateway-api", it.gatewayApi()));
    }
    assertThat(expected).hasSizeGreaterThan(100);
    if (System.getProperty("export", "").equals("write")) {
      write(expected);
    }
    var found = golden();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, text) -> assertThat(found.get(name)).as(name).isEqualTo(text));
  }

  private static Map<String, String> files(String name, Exported exported) {
    return Map.of(
        name + ".yaml",
        YamlText.write(exported.documents()),
        name + ".txt",
        exported.report().text());
  }

  private static Map<String, String> golden() throws IOException {
    var found = new TreeMap<String, String>();
    try (var files = Files.list(GOLDEN)) {
      for (var file : files.toList()) {
        found.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return found;
  }

  private static void write(Map<String, String> files) throws IOException {
    Files.createDirectories(GOLDEN);
    for (var old : List.copyOf(golden().keySet())) {
      Files.delete(GOLDEN.resolve(old));
    }
    for (var file : files.entrySet()) {
      Files.writeString(GOLDEN.resolve(file.getKey()), file.getValue());
    }
  }
}
