// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.programs.Commands;
import dev.operators.appmesh.programs.GoBuild;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Prometheus's own parser and engine, as the program of {@code src/test/prometheus}. It is built
 * with Go, once: about a minute on 2 cores.
 *
 * @param program the file
 */
public record Prometheus(Path program) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Finds it, or builds it. */
  public static synchronized Prometheus find() throws Exception {
    var what = "Prometheus's engine with Go, only this once; it takes about a minute on 2 cores";
    return new Prometheus(GoBuild.program("prometheus", what));
  }

  /** Its answer; each query and rule that is wrong is in it. */
  public PrometheusResponse evaluate(PrometheusRequest request) throws IOException {
    var input = JSON.writeValueAsString(request);
    return JSON.readValue(
        Commands.runWithInput(input, program.toString()), PrometheusResponse.class);
  }
}
