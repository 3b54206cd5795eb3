// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What GitHub runs for us: nothing that can change, and nothing with more rights than it needs. */
class WorkflowsTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  static List<Path> workflows() throws IOException {
    try (var files = Files.list(Path.of(".github/workflows"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void workflowsAreReleaseAndVerify() throws IOException {
    assertThat(workflows())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("release.yml", "verify.yml");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyActionIsPinnedByCommitAndNamesItsVersion(Path workflow) throws IOException {
    var uses = Files.readString(workflow).lines().filter(line -> line.contains("uses:")).toList();

    assertThat(uses)
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(" *(- )?uses: [\\w-]+(/[\\w-]+)+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    assertThat(steps(workflow).filter(step -> step.has("uses"))).hasSameSizeAs(uses);
  }

  @Test
  void billOfMaterialsIsScannedOnEveryChangeAndEveryWeek() throws IOException {
    var verify = Path.of(".github/workflows/verify.yml");

    assertThat(YAML.readTree(verify.toFile()).path("on").fieldNames())
        .toIterable()
        .contains("push", "pull_request", "schedule");
    assertThat(steps(verify).filter(it -> it.path("uses").asText().contains("osv-scanner")))
        .singleElement()
        .extracting(it -> it.at("/with/scan-args").asText())
        .isEqualTo("--lockfile=target/sbom/bom.json");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void permissionsAreReadOnlyByDefault(Path workflow) throws IOException {
    var permissions = YAML.readTree(workflow.toFile()).path("permissions");

    assertThat(permissions.isObject()).as("permissions of the whole workflow").isTrue();
    assertThat(permissions.valueStream().map(JsonNode::asText)).containsOnly("read");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void pullRequestsRunWithoutWritePermissions(Path workflow) throws IOException {
    var triggers = YAML.readTree(workflow.toFile()).path("on");

    assertThat(triggers.fieldNames())
        .toIterable()
        .isNotEmpty()
        .isSubsetOf("push", "pull_request", "workflow_dispatch", "schedule");
    if (triggers.has("pull_request")) {
      assertThat(jobs(workflow).filter(job -> job.has("permissions"))).isEmpty();
      assertThat(Files.readString(workflow)).doesNotContain("secrets.");
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void scriptsContainNoExpressions(Path workflow) throws IOException {
    assertThat(steps(workflow).map(step -> step.path("run").asText()))
        .noneMatch(script -> script.contains("${{"));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void checkoutKeepsNoTokenAndJobsHaveTimeouts(Path workflow) throws IOException {
    assertThat(
            steps(workflow)
                .filter(step -> step.path("uses").asText().startsWith("actions/checkout@"))
                .map(step -> step.at("/with/persist-credentials")))
        .isNotEmpty()
        .allMatch(value -> value.isBoolean() && !value.asBoolean());
    assertThat(jobs(workflow).map(job -> job.path("timeout-minutes").asInt()))
        .allMatch(minutes -> minutes > 0 && minutes <= 60);
  }

  private static Stream<JsonNode> jobs(Path workflow) throws IOException {
    return YAML.readTree(workflow.toFile()).path("jobs").valueStream();
  }

  private static Stream<JsonNode> steps(Path workflow) throws IOException {
    return jobs(workflow).flatMap(job -> job.path("steps").valueStream());
  }
}
