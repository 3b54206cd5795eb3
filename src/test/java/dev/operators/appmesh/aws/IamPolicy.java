// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A policy in {@code config/iam}.
 *
 * @param file where it lies
 * @param statements what it says
 */
public record IamPolicy(Path file, List<JsonNode> statements) {

  private static final Path FOLDER = Path.of("config/iam");

  /** The one of this name. */
  public static IamPolicy named(String name) {
    return read(FOLDER.resolve(name));
  }

  /** All there are. */
  static List<IamPolicy> all() {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().map(IamPolicy::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IamPolicy read(Path file) {
    try {
      var policy = JsonMapper.builder().build().readTree(Files.readString(file));
      return new IamPolicy(file, policy.path("Statement").valueStream().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it allows, such as {@code appmesh:DescribeVirtualGateway}. */
  public Set<String> actions() {
    return statements.stream()
        .map(it -> it.path("Action"))
        .flatMap(it -> it.isArray() ? it.valueStream() : Stream.of(it))
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
