// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.GoldenFiles;
import dev.operators.appmesh.model.SpecTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command import on files of the AWS CLI. */
class ImportCommandTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void publishedSpecsSurviveARoundTrip() throws IOException {
    var golden = new GoldenFiles("import/specs");
    for (var file : files(RESOURCES.resolve("specs"), ".json")) {
      var name = file.getFileName().toString().replace(".json", "");
      var spec = JSON.readTree(file.toFile());
      var input = JSON.createObjectNode().put("meshName", "apps").put("virtualGatewayName", name);
      input.set("spec", spec);
      for (var text : List.of(input.toString(), described(input).toString())) {
        var run = run(text);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        golden.check(name + ".yaml", run.out());
        var imported = (ObjectNode) new YAMLMapper().readTree(run.out()).get("spec");
        imported.remove(List.of("meshName", "management", "tags"));
        assertThat(tree(imported).differences(tree(spec))).as(name).isEmpty();
        assertThat(withoutOrder(imported)).as(name).isEqualTo(withoutOrder(withoutPorts(spec)));
      }
    }
    golden.assertAllUsed();
  }

  @Test
  void everyFormatOfTheAwsCliIsRead() throws IOException {
    var golden = new GoldenFiles("import/golden");
    for (var file : files(RESOURCES.resolve("import/input"), "")) {
      var name = file.getFileName().toString();
      var run = CommandLineRun.of("import", "-n", "mesh", "-f", file.toString());
      golden.check(
          name + ".out",
          "%s# exit %d%n%s"
              .formatted(run.out(), run.exitCode(), run.err())
              .replace(System.lineSeparator(), "\n"));
      assertThat(CommandLineRun.of("import", "-n", "mesh", "-f", file.toString())).isEqualTo(run);
    }
    golden.assertAllUsed();
  }

  @Test
  void filesOverrideTheEndpointOfTheEnvironment() {
    var file = RESOURCES.resolve("import/input/bare.json").toString();
    var environment = Map.of("APPMESH_OPERATOR_AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    var out = new StringWriter();
    var command =
        new CommandLine(new ImportCommand())
            .setDefaultValueProvider(new EnvironmentDefaults(environment))
            .setOut(new PrintWriter(out));
    assertThat(command.execute("-f", file)).isZero();
    assertThat(out.toString()).contains("kind: VirtualGateway");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import -f /no/such",
        "import -f pom.xml --mesh apps",
        "import -f pom.xml --aws-region us-west-2",
        "import --aws-endpoint-url http://elsewhere.example",
        "import -f pom.xml -n a/b",
        "import --bogus"
      })
  void wrongUsageIsReported(String arguments) {
    var run = CommandLineRun.of(arguments.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("import --help");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | There is no virtual gateway in -",
        "[] | -:1: not an object",
        "a: [ | not YAML",
        "{spec: {}, meshName: 1} | -:1: meshName must be text",
        "{spec: {}, virtualGatewayName: a} | meshName is missing",
        "{spec: {tags: []}, meshName: a, virtualGatewayName: b} | spec has no member tags",
        "{spec: {}, meshName: a} | virtualGatewayName is missing",
        "{spec: {}, meshName: a, virtualGatewayName: b, tags: [{value: x}]} | list of key and"
            + " value",
        "{spec: {}, meshName: a, virtualGatewayName: b, tags: {}} | list of key and value",
        "{virtualGatewayName: b, meshName: a} | spec is missing",
        "{VirtualGatewayName: b} | VirtualGatewayName is not a member",
        "{virtualGateways: []} | take describe-virtual-gateway of each",
        "{apiVersion: v1, kind: Pod} | the command convert takes those",
      })
  void inputThatIsNoVirtualGatewayIsReported(String text, String problem) {
    var run = run(text);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(problem);
  }

  private static ObjectNode described(ObjectNode input) {
    var data = input.deepCopy();
    data.putObject("metadata")
        .put("meshOwner", "123456789012")
        .put("resourceOwner", "123456789012");
    data.putObject("status").put("status", "ACTIVE");
    data.set("spec", withPorts(input.get("spec")));
    return JSON.createObjectNode().set("virtualGateway", data);
  }

  /** As the service completes it. */
  private static JsonNode withPorts(JsonNode spec) {
    var copy = spec.deepCopy();
    for (var listener : copy.path("listeners")) {
      if (listener.get("healthCheck") instanceof ObjectNode check) {
        check.set("port", listener.at("/portMapping/port"));
      }
    }
    return copy;
  }

  private static JsonNode withoutPorts(JsonNode spec) {
    var copy = spec.deepCopy();
    for (var listener : copy.path("listeners")) {
      if (listener.get("healthCheck") instanceof ObjectNode check) {
        check.remove("port");
      }
    }
    return copy;
  }

  /** Sets are written in an order of their own; all else is compared as it stands. */
  private static JsonNode withoutOrder(JsonNode spec) {
    var copy = spec.deepCopy();
    for (var name : List.of("ports", "exact", "certificateAuthorityArns")) {
      for (var parent : copy.findParents(name)) {
        var items = new TreeSet<String>();
        parent.get(name).forEach(it -> items.add(it.asText()));
        ((ObjectNode) parent).put(name, items.toString());
      }
    }
    return copy;
  }

  private static SpecTree tree(JsonNode spec) {
    return new SpecTree(JSON.convertValue(spec, new TypeReference<Map<String, Object>>() {}));
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(it -> Files.isRegularFile(it) && it.toString().endsWith(end))
          .sorted()
          .toList();
    }
  }

  private static CommandLineRun run(String input) {
    return CommandLineRun.withInput(input, List.of("import", "-f", "-"));
  }
}
