// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The tables in {@code src/test/resources/envoy}. */
final class Tables {

  private static final Path FOLDER = Path.of("src/test/resources/envoy");
  private static final JsonMapper JSON = new JsonMapper();

  private Tables() {}

  /** One of them. */
  static <T> T read(String file, TypeReference<T> type) throws IOException {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    try (var reader = Files.newBufferedReader(FOLDER.resolve(file))) {
      Object tree = new Yaml(options).load(reader);
      return JSON.convertValue(tree, type);
    }
  }
}
