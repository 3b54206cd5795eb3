// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the program is to print, byte for byte: one folder of files, each of which must be used.
 * {@code -Dgolden=write} writes them.
 */
public final class GoldenFiles {

  private static final boolean WRITE = "write".equals(System.getProperty("golden"));

  private final Path folder;
  private final Set<String> used = new TreeSet<>();

  /** Those in a folder of {@code src/test/resources}. */
  public GoldenFiles(String folder) {
    this.folder =
        Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources").resolve(folder);
  }

  /** Fails where {@code text} is not what the file says. */
  public void check(String file, String text) {
    used.add(file);
    try {
      if (WRITE) {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(file), text);
      }
      assertThat(text).as(file).isEqualTo(Files.readString(folder.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails where a file was not used. */
  public void assertAllUsed() {
    try (var files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()).collect(Collectors.toSet()))
          .isEqualTo(used);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
