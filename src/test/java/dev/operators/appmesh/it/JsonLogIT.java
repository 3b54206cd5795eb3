// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.JarProcess;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.ops.JsonLines;
import dev.operators.appmesh.programs.TempFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operator and endpoint log with {@code --log-format json}. */
class JsonLogIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void linesNameResourceGatewayAndRequest() throws Exception {
    try (var folder = TempFolder.createIn(Path.of("target"), "logged-endpoint-");
        var endpoint = EndpointProcess.on(folder.path().resolve("data"), "--log-format=json");
        var env = new TestEnvironment("logged")) {
      var arguments =
          List.of(
              "run",
              "--log-format=json",
              "--aws-region=us-west-2",
              "--aws-endpoint-url=" + endpoint.awaitServing(),
              "--watch-namespace=" + env.namespace,
              "--listen=127.0.0.1:0");
      try (var operator = OperatorProcess.jar(env.cluster.operatorKubeconfig(), arguments)) {
        env.create("edge", 80);
        env.awaitReady("edge");

        var created = line(operator, "message", "created virtual gateway");
        assertThat(created.get("kind").asText()).isEqualTo("VirtualGateway");
        assertThat(created.get("namespace").asText()).isEqualTo(env.namespace);
        assertThat(created.get("name").asText()).isEqualTo("edge");
        assertThat(created.get("mesh").asText()).isEqualTo("apps");
        assertThat(created.get("gateway").asText()).isEqualTo("edge");
        var request = line(endpoint, "operation", "CreateVirtualGateway");
        assertThat(request.get("status").asInt()).isEqualTo(200);
        assertThat(request.get("requestId").asText()).isNotBlank();
        assertThat(request.get("millis").isNumber()).isTrue();
      }
    }
  }

  /** The first one with such a member; all lines that are JSON have no keys but the known ones. */
  private static JsonNode line(JarProcess process, String key, String value) {
    var lines =
        process.output().lines().filter(line -> line.startsWith("{")).map(JsonLogIT::read).toList();
    assertThat(lines)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.fieldNames()).toIterable().isSubsetOf(JsonLines.KEYS));
    return lines.stream()
        .filter(line -> line.path(key).asText().startsWith(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such line: " + process.output()));
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
