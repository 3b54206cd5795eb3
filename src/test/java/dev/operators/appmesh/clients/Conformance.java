// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of cases in {@code src/test/resources/conformance}.
 *
 * @param cases all of them
 * @param given those that others begin with, by their name
 * @param variables what all can refer to
 */
record Conformance(
    List<ConformanceCase> cases, Map<String, ConformanceCase> given, ObjectNode variables) {

  private static final Path FOLDER = Path.of("src", "test", "resources", "conformance");
  private static final String GIVEN = "given.yaml";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(FAIL_ON_UNKNOWN_PROPERTIES).build();

  private record CaseFile(JsonNode let, List<ConformanceCase> cases) {}

  /** The case of that name that others begin with. */
  ConformanceCase given(String name) {
    return Optional.ofNullable(given.get(name))
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  /** Reads the table. */
  static Conformance read() throws IOException {
    var cases = new ArrayList<ConformanceCase>();
    var given = new LinkedHashMap<String, ConformanceCase>();
    var variables = YAML.createObjectNode();
    var names = new HashSet<String>();
    try (var files = Files.list(FOLDER)) {
      for (var path : files.sorted().toList()) {
        var file = YAML.readValue(path.toFile(), CaseFile.class);
        if (file.let() != null) {
          file.let()
              .properties()
              .forEach(variable -> variables.set(variable.getKey(), variable.getValue()));
        }
        for (var one : file.cases()) {
          if (!names.add(one.name())) {
            throw new IllegalArgumentException("twice: " + one.name());
          }
          if (path.endsWith(GIVEN)) {
            given.put(one.name(), one);
          } else {
            cases.add(one);
          }
        }
      }
    }
    return new Conformance(List.copyOf(cases), Map.copyOf(given), variables);
  }
}
