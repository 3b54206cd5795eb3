// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule book on specs that people published for App Mesh. */
class SpecDataTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources/specs");

  static List<Path> publishedSpecsAreValid() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource
  void publishedSpecsAreValid(Path file) throws IOException {
    assertThat(check(file)).isEmpty();
  }

  @Test
  void grpcHealthCheckOnHttpListener() throws IOException {
    assertThat(check(FOLDER.resolve("negative/neg-grpc-healthcheck-on-http.json")))
        .extracting(Violation::path)
        .containsExactly("spec.listeners[0].healthCheck.protocol");
  }

  @Test
  void misplacedSubjectAlternativeNamesAreRefused() throws IOException {
    assertThat(check(FOLDER.resolve("negative/neg-readme-misplaced-san.json")))
        .extracting(Violation::path)
        .containsExactly("spec.backendDefaults.clientPolicy.tls.subjectAlternativeNames");
  }

  private static List<Violation> check(Path file) throws IOException {
    var spec = new HashMap<String, Object>(Map.of("meshName", "apps"));
    spec.putAll(
        new JsonMapper()
            .readValue(Files.readString(file), new TypeReference<Map<String, Object>>() {}));
    return RuleBook.shipped().check(Map.of("metadata", Map.of("name", "edge"), "spec", spec));
  }
}
