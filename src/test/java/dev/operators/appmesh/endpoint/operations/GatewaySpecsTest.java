// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewaySpecsTest {
  private static final Path SPECS = Path.of("src/test/resources/specs");
  private static final String LISTENER = "{'portMapping':{'port':80,'protocol':'http'}}";

  @AutoClose private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.with("apps").open().start();
  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'listeners':[]                                     | spec.listeners: ",
        "'logging':{}                                       | spec.listeners: ",
        "'listeners':[{}]                                   | spec.listeners[0].portMapping: ",
        "'listeners':[{'portMapping':{'port':0,'protocol':'http'}}] | [0].portMapping.port: ",
        "'listeners':[{'portMapping':{'port':80.5,'protocol':'http'}}] | portMapping.port: ",
        "'listeners':[{'portMapping':{'port':'80','protocol':'http'}}] | portMapping.port: ",
        "'listeners':[{'portMapping':{'port':80,'protocol':'tcp'}}] | portMapping.protocol: ",
        "'listeners':[@],'logging':{'accessLog':{}}         | spec.logging.accessLog: ",
        "'listeners':[@],'logging':{'accessLog':{'file':{}}} | spec.logging.accessLog.file.path: ",
        "'listeners':[@,@]                                  | spec.listeners: ",
      })
  void badSpecIsRefusedWithItsPath(String members, String message) {
    var spec = "{" + members.strip().replace("@", LISTENER) + "}";

    var answer = create("gw", spec.replace('\'', '"'));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer.body()).path("message").asText()).contains(message.strip());
  }

  @ParameterizedTest
  @CsvSource({"a b", "a.b", "''"})
  void badNameIsRefusedAsWhatItIs(String name) {
    var answer = create(name, "{\"listeners\":[" + LISTENER.replace('\'', '"') + "]}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer.body()).path("message").asText()).startsWith("virtualGatewayName");
  }

  @ParameterizedTest
  @MethodSource("goodSpecs")
  void specFromTheWildIsAccepted(String file) throws IOException {
    var spec = spec(SPECS.resolve(file));

    var answer = create(file.replace('.', '_'), spec.toString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("badSpecs")
  void badSpecFromTheWildIsRefused(String file) throws IOException {
    var answer = create("bad", spec(SPECS.resolve("negative").resolve(file)).toString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
  }

  static List<String> goodSpecs() throws IOException {
    return files(SPECS);
  }

  static List<String> badSpecs() throws IOException {
    return files(SPECS.resolve("negative"));
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.endsWith(".k8s.json"))
          .sorted()
          .toList();
    }
  }

  private ObjectNode spec(Path file) throws IOException {
    var content = (ObjectNode) json.readTree(Files.readString(file));
    return content.has("spec") ? (ObjectNode) content.get("spec") : content;
  }

  private java.net.http.HttpResponse<String> create(String name, String spec) {
    return endpoint.send(
        "PUT",
        "/v20190125/meshes/apps/virtualGateways",
        "{\"virtualGatewayName\":\"" + name + "\",\"spec\":" + spec + "}");
  }

  private com.fasterxml.jackson.databind.JsonNode json(String text) {
    try {
      return json.readTree(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
