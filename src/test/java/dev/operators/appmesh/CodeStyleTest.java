// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** All sources are as google-java-format writes them; {@code -Dformat=write} writes them so. */
class CodeStyleTest {

  private static final boolean WRITE = System.getProperty("format", "check").equals("write");

  @Test
  void sourcesAreFormatted() throws IOException, FormatterException {
    var formatter = new Formatter();
    var different = new ArrayList<Path>();
    try (var files = Files.walk(Path.of("src"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        var source = Files.readString(file);
        var formatted = formatter.formatSourceAndFixImports(source);
        if (!formatted.equals(source)) {
          different.add(file);
          if (WRITE) {
            Files.writeString(file, formatted);
          }
        }
      }
    }
    if (!WRITE) {
      assertThat(different)
          .as("sources to format by ./mvnw test -Dtest=CodeStyleTest -Dformat=write")
          .isEmpty();
    }
  }
}
