// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.settings.UnusableFileException;
import dev.operators.appmesh.fixture.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  @AutoClose private final LogLines log = new LogLines();

  @TempDir private Path folder;

  @Test
  void eachChangeAndEachProblemIsSaidOnce() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "one");
    try (var watch = new FileWatch<>(List.of(file), FileWatchTest::parse, String::concat)) {
      look(watch);
      assertThat(log.lines()).isEmpty();

      Files.writeString(file, "two");
      look(watch);
      assertThat(watch.value()).isEqualTo("onetwo");

      Files.writeString(file, "bad");
      look(watch);
      Files.delete(file);
      look(watch);
      Files.writeString(file, "two");
      look(watch);
      assertThat(watch.value()).isEqualTo("onetwotwo");

      Files.delete(file);
      look(watch);
      assertThat(watch.value()).isEqualTo("onetwotwo");
      assertThat(log.lines())
          .containsExactly(
              "reloaded [" + file + "]",
              "it is bad; the previous content stays in use",
              "Cannot read " + file + ": there is no such file; the previous content stays in use",
              "reloaded [" + file + "]",
              "Cannot read " + file + ": there is no such file; the previous content stays in use");
    }
  }

  private static void look(FileWatch<?> watch) {
    watch.look();
    watch.look();
  }

  private static String parse(List<byte[]> contents) {
    var text = new String(contents.getFirst(), UTF_8);
    if (text.equals("bad")) {
      throw new UnusableFileException("it is bad", new IllegalArgumentException());
    }
    return text;
  }
}
