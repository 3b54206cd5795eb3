// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The manifests among the test resources: those to accept, and those to refuse with certain words.
 */
public final class Manifests {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources/manifests");
  private static final String EXPECT = "# expect: ";

  private Manifests() {}

  /** The manifests that are to be accepted. */
  public static List<Manifest> valid() {
    return list("valid-*.yaml");
  }

  /** The manifests that are to be refused. */
  public static List<Manifest> invalid() {
    return list("invalid-*.yaml");
  }

  private static List<Manifest> list(String glob) {
    try (var files = Files.newDirectoryStream(FOLDER, glob)) {
      var manifests = new ArrayList<Manifest>();
      files.forEach(file -> manifests.add(new Manifest(file)));
      manifests.sort(Comparator.comparing(Manifest::file));
      return manifests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of them. */
  public record Manifest(Path file) {

    /** What the refusal says, in part. */
    public String expected() {
      var first = text().lines().findFirst().orElse("");
      if (!first.startsWith(EXPECT)) {
        throw new IllegalStateException(file + " does not begin with " + EXPECT);
      }
      return first.substring(EXPECT.length());
    }

    /** The resource. */
    public Map<String, Object> resource() {
      try {
        return new YAMLMapper().readValue(text(), new TypeReference<>() {});
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String text() {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return file.getFileName().toString();
    }
  }
}
