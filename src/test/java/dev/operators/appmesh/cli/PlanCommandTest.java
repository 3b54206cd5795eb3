// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.GoldenFiles;
import dev.operators.appmesh.Manifests;
import dev.operators.appmesh.Manifests.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command plan without App Mesh. */
class PlanCommandTest {

  private static final Path INPUT = Path.of("src/test/resources/plan/input");

  @Test
  void findingsEqualTheGoldenFiles() throws IOException {
    var golden = new GoldenFiles("plan/golden");
    try (var files = Files.list(INPUT)) {
      for (var file : files.sorted().toList()) {
        for (var format : List.of("text", "json", "github")) {
          var arguments = new ArrayList<>(List.of("plan", "-f", file.toString(), "-o", format));
          if (file.endsWith("tags.yaml")) {
            arguments.addAll(List.of("--resource-tag", "team=edge"));
          }
          var run = CommandLineRun.of(arguments.toArray(String[]::new));
          golden.check(
              file.getFileName() + "." + format,
              run.out() + "# exit " + run.exitCode() + "\n" + run.err());
          assertThat(CommandLineRun.of(arguments.toArray(String[]::new))).isEqualTo(run);
        }
      }
    }
    golden.assertAllUsed();
  }

  static Stream<Manifest> validManifestHasNoFindings() {
    return Manifests.valid().stream();
  }

  static Stream<Manifest> invalidManifestHasTheExpectedFinding() {
    return Manifests.invalid().stream();
  }

  @ParameterizedTest
  @MethodSource
  void validManifestHasNoFindings(Manifest manifest) {
    var run = CommandLineRun.of("plan", "-f", manifest.file().toString());
    assertThat(run.exitCode()).as(run.out()).isZero();
  }

  @ParameterizedTest
  @MethodSource
  void invalidManifestHasTheExpectedFinding(Manifest manifest) {
    var run = CommandLineRun.of("plan", "-f", manifest.file().toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains(manifest.expected(), manifest.file() + ":");
  }

  @Test
  void standardInputAndFoldersAreRead() throws IOException {
    var text = Files.readString(INPUT.resolve("fine.yaml"));
    var run = CommandLineRun.withInput(text, List.of("plan", "-f", "-", "-n", "edge"));
    assertThat(run.out())
        .isEqualTo("2 VirtualGateways checked, 0 findings, 3 other resources skipped.\n");
    assertThat(CommandLineRun.of("plan", "-f", INPUT.toString()).out())
        .contains("kinds.yaml:", "twice.yaml:");
  }

  @Test
  void filesOfAFolderThatAreNotForKubernetesAreSkipped(@TempDir Path folder) throws IOException {
    var foreign =
        Map.of(
            ".github/workflows/ci.yaml", "name: ci\non: push\njobs: {a: {steps: []}}\n",
            "chart/Chart.yaml", "apiVersion: v2\nname: edge\nversion: 1.0.0\n",
            "chart/templates/pod.yaml", "{{- if .Values.pod }}\nkind: Pod\n{{- end }}\n",
            "chart/values.yaml", "replicas: 2\nimage: {tag: \"1\"}\n",
            "kustomization.yaml", "resources: [gateway.yaml]\n",
            "overlay/kustomization.yaml",
                "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
            "playbook.yml", "- hosts: all\n  tasks: []\n",
            "renovate.json", "{\"extends\": [\"config:base\"]}",
            "stack.yaml",
                "Resources: {Edge: {Type: AWS::AppMesh::VirtualGateway, Name: !Ref Mesh}}\n");
    for (var file : foreign.entrySet()) {
      write(folder.resolve(file.getKey()), file.getValue());
    }
    write(folder.resolve("gateway.yaml"), Files.readString(INPUT.resolve("fine.yaml")));

    var run = CommandLineRun.of("plan", "-f", folder.toString());

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out())
        .isEqualTo("2 VirtualGateways checked, 0 findings, 3 other resources skipped.\n");
    assertThat(run.err().lines().toList())
        .contains(
            folder.resolve("overlay/kustomization.yaml") + ": skipped: for kustomize",
            folder.resolve("chart/values.yaml")
                + ": skipped: no Kubernetes object (apiVersion and kind)",
            folder.resolve("stack.yaml")
                + ": skipped: line 1: the tag !Ref does not fit, or is unknown",
            "9 files were skipped");
    for (var file : foreign.keySet()) {
      assertThat(run.err()).contains(folder.resolve(file) + ": skipped: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: VirtualGateway\nmetadata: {name: a}",
        "apiVersion: appmesh.operators.dev/v1beta1\nmetadata: {name: a}",
        "apiVersion: appmesh.operators.dev/v1beta1\nkind: VirtualGateway\nspec: [",
        "{\"kind\": \"AppMeshConnection\", \"spec\": }",
        "kind: virtualgateway\nspec: {a: 1, a: 2}",
        "apiVersion: v1\nkind: Pod\n---\na: 1",
      })
  void brokenManifestInAFolderIsAnError(String text, @TempDir Path folder) throws IOException {
    write(folder.resolve("values.yaml"), "a: 1");
    write(folder.resolve("gateway.yaml"), text);

    var run = CommandLineRun.of("plan", "-f", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith(folder.resolve("gateway.yaml") + ":");
    assertThat(run.err()).endsWith("1 file was skipped" + System.lineSeparator());
  }

  @Test
  void fileThatIsNamedIsNeverSkipped(@TempDir Path folder) throws IOException {
    var values = write(folder.resolve("values.yaml"), "a: 1");

    var run = CommandLineRun.of("plan", "-f", folder + "," + values);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("values.yaml:1: kind: Required value");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void afterTenThousandFindingsNoMoreAreLookedFor() {
    var broken = "kind: VirtualGateway\n---\n";

    var run = CommandLineRun.withInput(broken.repeat(10_002), List.of("plan", "-f", "-"));

    assertThat(run.out()).contains("-:1: apiVersion: ", ", 10000 findings, ");
    assertThat(run.err())
        .contains("2 manifests were not checked, after 10000 findings: correct these first");
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void samplesHaveNoFindings() {
    var run = CommandLineRun.of("plan", "-f", "config/samples");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "4 VirtualGateways and 1 AppMeshConnection checked, 0 findings, 0 other resources"
                + " skipped.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "plan -f",
        "plan -f /no/such",
        "plan -f pom.xml -o xml",
        "plan -f pom.xml -n Shop",
        "plan -f pom.xml --cluster-id=",
        "plan -f pom.xml --resource-tag aws:x=y",
        "plan -f pom.xml --aws-endpoint-url http://elsewhere.example",
        "plan -f pom.xml --aws-region US"
      })
  void wrongUsageIsReported(String arguments) {
    var run = CommandLineRun.of(arguments.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("plan --help");
    assertThat(run.out()).isEmpty();
  }
}
