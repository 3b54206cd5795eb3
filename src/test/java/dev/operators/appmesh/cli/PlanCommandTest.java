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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
        .contains("broken.yaml:2: error: \"a\" appears twice", "kinds.yaml:", "twice.yaml:");
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
