// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.GoBuild;
import dev.operators.appmesh.programs.ProgramCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prometheus's own parser and engine, as the program of {@code src/test/prometheus}. It is built
 * with Go, once: about a minute on 2 cores.
 *
 * @param program the file
 */
public record Prometheus(Path program) {

  private static final Path MODULE = Path.of("src", "test", "prometheus");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Finds it, or builds it. */
  public static synchronized Prometheus find() throws Exception {
    var build =
        new GoBuild(
            "prometheus",
            "Prometheus's engine with Go, only this once; it takes about a minute on 2 cores",
            MODULE,
            List.of("-ldflags", "-s -w", "."));
    var folder = ProgramCache.ofUser("prometheus").get(build.fingerprint(), build);
    return new Prometheus(folder.resolve("prometheus"));
  }

  /** Its answer; each query and rule that is wrong is in it. */
  public PrometheusResponse evaluate(PrometheusRequest request) throws IOException {
    var file = Files.createTempFile(Path.of("target"), "prometheus-", ".json");
    JSON.writeValue(file.toFile(), request);
    var builder = new ProcessBuilder(program.toString()).redirectInput(file.toFile());
    return JSON.readValue(Commands.run(builder), PrometheusResponse.class);
  }
}
