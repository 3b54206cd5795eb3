// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.manifest;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects from files and standard input as kubectl does: YAML with one or more documents, or
 * JSON; lists are replaced by their items. A file may have at most 16 MiB, 20,000 objects, 750,000
 * values, 64 levels of nesting, and 2 Mi characters per string and line. Duplicate names are
 * rejected.
 *
 * @param standardInput the input for {@code -}
 * @param arrays whether a document may be an array of objects, which stands for its items, as the
 *     AWS CLI and jq print them; kubectl accepts none
 */
public record Documents(InputStream standardInput, boolean arrays) {

  /** Reads what kubectl reads. */
  public Documents(InputStream standardInput) {
    this(standardInput, false);
  }

  /** The source that stands for standard input. */
  public static final String STANDARD_INPUT = "-";

  private static final Pattern JSON = Pattern.compile("\\s*+(\\{|\\[\\s*+[\\[{\\]])");
  private static final Pattern SURELY_JSON = Pattern.compile("[\\s\\[]*+\\{\\s*+\"");

  /**
   * The sources for {@code named}: each file, {@code -}, and, sorted, the files in each folder and
   * its subfolders that end in .yaml, .yml or .json; without duplicates.
   *
   * @throws UnreadableDocumentException if one does not exist, or a folder contains no such file
   */
  public static List<String> sources(List<String> named) {
    var sources = new LinkedHashSet<String>();
    for (var name : named) {
      sources.addAll(name.equals(STANDARD_INPUT) ? List.of(name) : files(name));
    }
    return List.copyOf(sources);
  }

  private static List<String> files(String name) {
    try {
      var path = Path.of(name);
      if (!Files.isDirectory(path)) {
        if (!Files.exists(path)) {
          throw new NoSuchFileException(name);
        }
        return List.of(name);
      }
      try (var below = Files.walk(path)) {
        var files =
            below
                .filter(file -> isManifest(file) && Files.isRegularFile(file))
                .map(Path::toString)
                .sorted()
                .toList();
        if (files.isEmpty()) {
          throw new UnreadableDocumentException(
              name, 0, "the folder holds no file that ends in .yaml, .yml or .json", null);
        }
        return files;
      }
    } catch (InvalidPathException | NoSuchFileException e) {
      throw new UnreadableDocumentException(name, 0, "there is no such file or folder", e);
    } catch (UncheckedIOException | IOException e) {
      throw new UnreadableDocumentException(name, 0, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isManifest(Path file) {
    var name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  /**
   * The objects in one source, in their order. Empty documents are omitted.
   *
   * @param source one of {@link #sources}
   * @throws UnreadableDocumentException if it cannot be read, is neither YAML nor JSON, or contains
   *     anything but objects
   */
  public List<Document> read(String source) {
    var text = Unicode.decode(source, bytes(source));
    var documents = new ArrayList<Document>();
    for (var node : nodes(source, text)) {
      if (node.value() != null) {
        unwrap(source, node, documents);
      }
    }
    return List.copyOf(documents);
  }

  /**
   * Whether a file contains the pattern, even if it is not YAML.
   *
   * @param source a file, not standard input
   * @throws UnreadableDocumentException if it cannot be read
   */
  public static boolean contains(String source, Pattern pattern) {
    try (var in = Files.newInputStream(Path.of(source))) {
      var bytes = in.readNBytes(Bounds.BYTES);
      return pattern.matcher(Unicode.decodeLeniently(bytes)).find();
    } catch (IOException e) {
      throw new UnreadableDocumentException(source, 0, "cannot be read: " + e.getMessage(), e);
    }
  }

  private byte[] bytes(String source) {
    try (var in = open(source)) {
      var bytes = in.readNBytes(Bounds.BYTES + 1);
      if (bytes.length > Bounds.BYTES) {
        throw new UnreadableDocumentException(source, 0, Bounds.TOO_LARGE, null);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new UnreadableDocumentException(source, 0, "there is no such file or folder", e);
    } catch (IOException e) {
      throw new UnreadableDocumentException(source, 0, "cannot be read: " + e.getMessage(), e);
    }
  }

  private InputStream open(String source) throws IOException {
    return source.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(source));
  }

  /**
   * Input that begins like JSON is read as JSON and, if that fails, as YAML, whose flow style looks
   * similar.
   */
  private static List<Node> nodes(String source, String text) {
    if (!JSON.matcher(text).lookingAt()) {
      return YamlReader.read(source, text);
    }
    try {
      return JsonReader.read(source, text);
    } catch (UnreadableDocumentException notJson) {
      if (!(notJson.getCause() instanceof JsonParseException)) {
        throw notJson; // beyond a limit
      }
      try {
        return YamlReader.read(source, text);
      } catch (UnreadableDocumentException notYaml) {
        notYaml.addSuppressed(notJson);
        throw SURELY_JSON.matcher(text).lookingAt() ? notJson : notYaml;
      }
    }
  }

  private void unwrap(String source, Node node, List<Document> documents) {
    if (arrays && node.value() instanceof List<?> items) {
      unwrap(source, items, node.lines().items(), documents);
      return;
    }
    if (!(node.value() instanceof Map<?, ?> map)) {
      throw new UnreadableDocumentException(
          source, node.lines().line(), "not an object, but " + kind(node.value()), null);
    }
    if (map.get("kind") instanceof String kind
        && kind.endsWith("List")
        && map.get("items") instanceof List<?> items) {
      var lines = Objects.requireNonNull(node.lines().members().get("items")).items();
      unwrap(source, items, lines, documents);
    } else if (documents.size() == Bounds.OBJECTS) {
      throw new UnreadableDocumentException(
          source, node.lines().line(), Bounds.TOO_MANY_OBJECTS, null);
    } else {
      documents.add(new Document(source, members(map), node.lines()));
    }
  }

  private void unwrap(String source, List<?> items, List<Lines> lines, List<Document> documents) {
    for (int i = 0; i < items.size(); i++) {
      unwrap(source, new Node(items.get(i), lines.get(i), 1), documents);
    }
  }

  @SuppressWarnings("unchecked") // readers name members by text alone
  private static Map<String, Object> members(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case List<?> _ -> "a list";
      case String _ -> "text";
      default -> value.toString();
    };
  }
}
