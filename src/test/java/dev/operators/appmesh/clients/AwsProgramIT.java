// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The program {@code aws} as people use it: input in a file, nothing of its checks off. */
class AwsProgramIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Path SPECS = Path.of("src", "test", "resources", "specs");
  private static final String MESH = "published";

  private static ConformanceClients clients;

  @BeforeAll
  static void start(@TempDir Path scratch) throws IOException {
    clients = new ConformanceClients(scratch);
    output(clients.http().call("CreateMesh", NODES.objectNode().put("meshName", MESH)));
  }

  @AfterAll
  static void stop() {
    clients.close();
  }

  @TestFactory
  List<DynamicTest> createsThePublishedGateways() throws IOException {
    try (var files = Files.list(SPECS)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> createsAndDescribes(file)))
          .toList();
    }
  }

  private static void createsAndDescribes(Path file) throws IOException {
    var spec = JSON.readTree(file.toFile());
    var name = file.getFileName().toString().replace(".json", "");
    var gateway = NODES.objectNode().put("meshName", MESH).put("virtualGatewayName", name);

    var created = clients.aws().call("CreateVirtualGateway", gateway.deepCopy().set("spec", spec));
    var described = clients.http().call("DescribeVirtualGateway", gateway);

    for (var answer : List.of(created, described)) {
      var found = output(answer).at("/virtualGateway/spec");
      var expected = NODES.objectNode().set("$exactly", withFilledPorts(spec));
      assertThat(new Expectation(false).difference("spec", expected, found)).isEmpty();
    }
  }

  @Test
  void listsAllPages() {
    for (var name : List.of("a", "b", "c", "d", "e")) {
      output(clients.http().call("CreateMesh", NODES.objectNode().put("meshName", name)));
    }

    var listed = clients.aws().call("ListMeshes", NODES.objectNode().put("limit", 2));

    assertThat(output(listed).get("meshes"))
        .extracting(mesh -> mesh.get("meshName").asText())
        .containsExactly("a", "b", "c", "d", "e", MESH);
  }

  private static JsonNode output(ApiAnswer answer) {
    assertThat(answer).isInstanceOf(ApiAnswer.Output.class);
    return ((ApiAnswer.Output) answer).members();
  }

  /** App Mesh fills in a health check's port, and nothing else. */
  private static JsonNode withFilledPorts(JsonNode spec) {
    var filled = spec.deepCopy();
    for (var listener : filled.path("listeners")) {
      if (listener.get("healthCheck") instanceof ObjectNode check && !check.has("port")) {
        check.set("port", listener.at("/portMapping/port"));
      }
    }
    return filled;
  }
}
