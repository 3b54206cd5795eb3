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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command import on files of the AWS CLI. */
class ImportCommandTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final JsonMapper JSON = new JsonMapper();

  private static final String SPEC =
      "{\"listeners\": [{\"portMapping\": {\"port\": 80, \"protocol\": \"http\"}}]}";

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
        "import -f pom.xml --mesh apps,shop",
        "import --mesh apps --name edge --aws-endpoint-url http://127.0.0.1:1",
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
        "[] | There is no virtual gateway in -",
        "[1] | -:1: not an object",
        "a: [ | not YAML",
        "{spec: {}, meshName: 1} | -:1: meshName must be text",
        "{spec: {}, virtualGatewayName: a} | meshName is missing",
        "{spec: {tags: []}, meshName: a, virtualGatewayName: b} | spec has no member tags",
        "{spec: {}, meshName: a} | virtualGatewayName is missing",
        "{listeners: []} | meshName is missing or empty: add it, or import the file with --mesh",
        "{spec: {}, meshName: a, virtualGatewayName: b, tags: [{value: x}]} | list of key and"
            + " value",
        "{spec: {}, meshName: a, virtualGatewayName: b, tags: {}} | list of key and value",
        "{virtualGatewayName: b, meshName: a} | spec is missing",
        "{VirtualGatewayName: b} | VirtualGatewayName is not a member",
        "{virtualGateways: []} | take describe-virtual-gateway of each",
        "[{arn: a, meshName: b, version: 1}] | -:1: a list of virtual gateways has no specs",
        "{apiVersion: v1, kind: Pod} | the command convert takes those",
      })
  void inputThatIsNoVirtualGatewayIsReported(String text, String problem) {
    var run = run(text);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(problem);
  }

  /** As {@code aws appmesh} and jq print and take them. */
  static Stream<String> severalInOneFileAreRead() {
    var a = named("a", "\"spec\": " + SPEC);
    var b = named("b", "\"spec\": " + SPEC);
    var described = "{\"virtualGateway\": %s}\n";
    return Stream.of(
        a + b,
        a + "\n" + b + "\n",
        described.formatted(a) + described.formatted(b),
        "[" + a + ",\n" + described.formatted(b) + "]",
        "[" + a + "]\n[" + b + "]",
        "- virtualGateway: " + a + "\n- virtualGateway: " + b + "\n",
        "virtualGateway: " + a + "\n---\nvirtualGateway: " + b + "\n");
  }

  @ParameterizedTest
  @MethodSource
  void severalInOneFileAreRead(String text) {
    var run = run(text);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            run(named("a", "\"spec\": " + SPEC)).out()
                + run(named("b", "\"spec\": " + SPEC)).out());
    var exported =
        CommandLineRun.withInput(text, List.of("export", "-f", "-", "--to", "gateway-api"));
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(exported.out()).contains("name: a\n", "name: b\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SPEC,
        "listeners:\n- portMapping: {port: 80, protocol: http}\n",
        "{\"spec\": " + SPEC + "}",
        "{\"clientToken\": \"\", \"meshName\": \"\", \"meshOwner\": \"\", \"spec\": "
            + SPEC
            + ", \"virtualGatewayName\": \"\"}",
        "{\"meshName\": \"apps\", \"spec\": " + SPEC + "}",
      })
  void flagsNameWhatTheFileDoesNot(String text) {
    var run =
        CommandLineRun.withInput(
            text, List.of("import", "-f", "-", "--mesh", "apps", "--name", "a"));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(run(named("a", "\"spec\": " + SPEC)).out());
  }

  @Test
  void flagsThatContradictTheFileAreReported() {
    var run =
        CommandLineRun.withInput(
            named("a", "\n\"spec\": " + SPEC), List.of("import", "-f", "-", "--name", "b"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "-:1: virtualGatewayName is a, but --name says b: correct one\n");
  }

  @Test
  void problemOfASpecAloneHasItsLine() {
    var run =
        CommandLineRun.withInput(
            "listeners:\n- portMapping:\n    port: 0\n    protocol: http\n",
            List.of("import", "-f", "-", "--mesh", "apps", "--name", "a"));

    assertThat(run.err()).startsWith("-:3: ").contains("spec.listeners[0].portMapping.port");
  }

  /** What {@code aws appmesh create-virtual-gateway --generate-cli-skeleton} prints. */
  @Test
  void skeletonThatIsNotFilledInIsReported() throws IOException {
    var skeleton = Files.readString(RESOURCES.resolve("import/skeleton.json"));

    assertThat(run(skeleton).err())
        .isEqualToNormalizingNewlines(
            "-:3: meshName is missing or empty: add it, or import the file with --mesh NAME\n");
  }

  @Test
  void otherFilesOfAFolderAreSkipped(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("package.json"), "{\"name\": \"shop\"}");
    Files.writeString(folder.resolve("edge.json"), named("a", "\"spec\": " + SPEC));

    var run = CommandLineRun.of("import", "-f", folder.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("name: a\n");
    assertThat(run.err()).contains("package.json: skipped: neither", "1 file was skipped");
  }

  private static String named(String name, String spec) {
    return "{\"meshName\": \"apps\", \"virtualGatewayName\": \"%s\", %s}".formatted(name, spec);
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
