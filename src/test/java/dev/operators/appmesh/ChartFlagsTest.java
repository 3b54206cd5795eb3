// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.operators.appmesh.chart.Chart;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program understands every argument that the chart gives it. */
class ChartFlagsTest {

  static Stream<List<String>> commandLines() {
    var aws =
        """
        aws: {region: eu-west-1, endpointUrl: "http://appmesh.example", allowUnsafeEndpointUrls: true}
        maxWriteRate: 1000000
        """;
    return Stream.of("", Chart.NAMESPACED, Chart.ENDPOINT, Chart.ENVOYS, Chart.EVERYTHING, aws)
        .flatMap(values -> Chart.arguments(values).stream());
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void everyArgumentOfTheChartIsAKnownFlag(List<String> arguments) {
    assertThat(arguments.getFirst()).isIn("run", "endpoint");
    assertThatCode(() -> Main.commandLine().parseArgs(arguments.toArray(String[]::new)))
        .doesNotThrowAnyException();
  }
}
