// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.GoBuild;
import java.io.IOException;
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
    return new Prometheus(build.find().resolve("prometheus"));
  }

  /** Its answer; each query and rule that is wrong is in it. */
  public PrometheusResponse evaluate(PrometheusRequest request) throws IOException {
    var input = JSON.writeValueAsString(request);
    return JSON.readValue(
        Commands.runWithInput(input, program.toString()), PrometheusResponse.class);
  }
}
