// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of other files: the chart's copies of them, and {@code config/install.yaml}. */
@TestMethodOrder(OrderAnnotation.class)
class ChartFilesTest {

  private static final String HEAD =
      """
      # The operator for the whole cluster, with the chart's defaults, for kubectl apply -f without Helm.
      # Generated from helm/appmesh-gateway-operator. docs/install.md says what to set.
      ---
      apiVersion: v1
      kind: Namespace
      metadata:
        name: appmesh-system
      """;

  /** Helm packs only what lies in the chart's folder. */
  @ParameterizedTest
  @CsvSource({
    "crds, crds, .yaml",
    "config/prometheus, prometheus, .yaml",
    "config/grafana, grafana, .json"
  })
  @Order(1)
  void copiesEqualTheProjectsFiles(Path source, String copy, String ending) throws IOException {
    var target = Chart.PATH.resolve("files").resolve(copy);
    var names = names(source, ending);
    for (var name : names) {
      assertWritten(target.resolve(name), Files.readString(source.resolve(name)));
    }
    assertThat(names(target, "")).as("copies of nothing in " + target).isEqualTo(names);
  }

  @Test
  @Order(2)
  void installManifestEqualsTheRenderedChart() throws IOException {
    var rendered =
        Chart.renderRelease("appmesh-gateway-operator", "appmesh-system", "crds: {keep: false}");
    var objects =
        Arrays.stream(rendered.split("(?m)^---$"))
            .filter(object -> !object.contains("helm.sh/hook"))
            .map(ChartFilesTest::withoutHelm)
            .toList();
    assertWritten(
        Path.of("config/install.yaml"),
        HEAD + "---\n" + String.join("---\n", objects.subList(1, objects.size())));
  }

  /** kubectl applies it, so it does not call itself Helm's. */
  private static String withoutHelm(String object) {
    return object
            .replaceAll("(?m)^# Source: .*\n", "")
            .replaceAll("(?m)^ +(helm\\.sh/chart|app\\.kubernetes\\.io/managed-by): .*\n", "")
            .strip()
        + "\n";
  }

  private static List<String> names(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return new ArrayList<>(
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(ending))
              .sorted()
              .toList());
    }
  }

  private static void assertWritten(Path file, String expected) throws IOException {
    if ("write".equals(System.getProperty("chart"))) {
      Files.writeString(file, expected);
    }
    assertThat(file)
        .as("out of date: ./mvnw test -Dtest='Chart*Test' -Dchart=write")
        .exists()
        .content()
        .isEqualTo(expected);
  }
}
