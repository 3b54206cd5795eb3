// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.GoldenFiles;
import dev.operators.appmesh.manifest.Document;
import dev.operators.appmesh.manifest.Documents;
import dev.operators.appmesh.migrate.controller.MigrationOrder;
import dev.operators.appmesh.rules.RuleBook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the command makes of manifests, byte for byte; {@code -Dgolden=write} writes the files. A
 * manifest's first line may say with which flags it is converted; those published by others, with
 * what envsubst would put in, are in mesh {@code apps}.
 */
class ConvertCommandTest {

  private static final Path FOLDER = Path.of("src/test/resources/convert");
  private static final Path SPECS = Path.of("src/test/resources/specs");
  private static final String PUBLISHED = ".k8s.json";

  static List<Path> given() throws IOException {
    try (var files = Files.list(FOLDER.resolve("given"))) {
      return files.sorted().toList();
    }
  }

  static List<Path> published() throws IOException {
    return given().stream().filter(ConvertCommandTest::isPublished).toList();
  }

  @Test
  void writesTheGoldenFiles() throws IOException {
    var golden = new GoldenFiles("convert/golden");
    for (var given : given()) {
      var run = convert(given);
      if (!run.out().isEmpty()) {
        golden.check(name(given) + ".yaml", run.out());
      }
      var said = run.err().replace(MigrationOrder.TEXT, "(the safe order)\n");
      golden.check(name(given) + ".txt", said + "exit " + run.exitCode() + "\n");
    }
    golden.assertAllUsed();
  }

  /** The pairs that people published: the old resource, and the spec that App Mesh was sent. */
  @ParameterizedTest
  @MethodSource("published")
  void publishedResourcesBecomeTheSpecsThatAppMeshWasSent(Path given) throws IOException {
    var resources = documents(convert(given).out());
    assertThat(resources).hasSize(1);
    var spec = new LinkedHashMap<>(spec(resources.getFirst()));
    assertThat(spec.remove("meshName")).isEqualTo("apps");
    assertThat(spec.remove("virtualGatewayName")).isNotNull();
    assertThat(spec.remove("management")).isEqualTo(Map.of("adoptionPolicy", "IfUnowned"));
    var json = Files.readString(SPECS.resolve(name(given).replace(".k8s", "") + ".json"));
    assertThat(new JsonMapper().readTree(new JsonMapper().writeValueAsString(spec)))
        .isEqualTo(new JsonMapper().readTree(json));
  }

  @ParameterizedTest
  @MethodSource("given")
  void convertedResourcesAreValidAndAdopt(Path given) throws IOException {
    for (var document : documents(convert(given).out())) {
      assertThat(RuleBook.shipped().check(document.content())).isEmpty();
      assertThat(spec(document)).containsEntry("management", Map.of("adoptionPolicy", "IfUnowned"));
      assertThat(document.content().get("metadata"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .doesNotContainKeys("finalizers", "uid", "ownerReferences");
    }
  }

  @Test
  void reportsFileAndLine() {
    var file = FOLDER.resolve("given/rules-it-had-not.yaml");
    var run = run("", "-f", file.toString(), "--mesh", "apps");
    assertThat(run.err()).contains(file + ":6: VirtualGateway shop/no-listener: spec.listeners: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost", "needs-input", "changed"})
  void failOnSetsTheExitCode(String verdict) throws IOException {
    var manifest = Files.readString(FOLDER.resolve("given/unknown-members.yaml"));
    assertThat(run(manifest, "-f", "-", "--mesh", "apps").exitCode()).isZero();
    assertThat(run(manifest, "-f", "-", "--mesh", "apps", "--fail-on", verdict).exitCode())
        .isEqualTo(1);
  }

  @Test
  void wrongUsageIsReported(@TempDir Path folder) {
    assertThat(run("").err()).startsWith("Give either -f FILE or --cluster");
    assertThat(run("").exitCode()).isEqualTo(2);
    assertThat(run("", "-f", "-", "--cluster").exitCode()).isEqualTo(2);
    assertThat(run("", "-f", "-", "--kubeconfig", "x").err()).contains("it requires --cluster");
    var missing = folder.resolve("none").toString();
    assertThat(run("", "--cluster", "--kubeconfig", missing).err())
        .startsWith("Invalid value for option '--kubeconfig': " + missing + " cannot be read");
    assertThat(run("", "-f", missing).err())
        .startsWith("Invalid value for option '--filename': " + missing + ": there is no such");
    assertThat(run("", "-f", missing).exitCode()).isEqualTo(2);
    assertThat(run("", "-f", "-", "-n", "a/b").err())
        .contains("'a/b' is not a valid name of a namespace");
    assertThat(run("", "-f", "-", "-n", "a/b").exitCode()).isEqualTo(2);
    assertThat(run("a: [", "-f", "-").err()).startsWith("-:1: not YAML");
    assertThat(run("a: [", "-f", "-").exitCode()).isEqualTo(1);
  }

  private static CommandLineRun convert(Path given) throws IOException {
    var text = Files.readString(given);
    var arguments = new ArrayList<>(List.of("-f", "-"));
    if (isPublished(given)) {
      text = text.replace("${APP_NAMESPACE}", "shop").replace("$NAMESPACE_NAME", "shop");
      arguments.addAll(List.of("--mesh", "apps"));
    } else if (text.startsWith("# --")) {
      arguments.addAll(List.of(text.lines().findFirst().orElse("").substring(2).split(" ")));
    }
    return run(text, arguments.toArray(String[]::new));
  }

  private static CommandLineRun run(String input, String... arguments) {
    var all = new ArrayList<>(List.of("convert"));
    all.addAll(List.of(arguments));
    return CommandLineRun.withInput(input, all);
  }

  private static List<Document> documents(String yaml) {
    return new Documents(new ByteArrayInputStream(yaml.getBytes(UTF_8))).read("-");
  }

  private static Map<String, Object> spec(Document document) {
    return new JsonMapper()
        .convertValue(document.content().get("spec"), new TypeReference<Map<String, Object>>() {});
  }

  private static boolean isPublished(Path given) {
    return given.toString().endsWith(PUBLISHED);
  }

  private static String name(Path given) {
    var name = given.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
