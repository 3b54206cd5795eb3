// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.migrate.LossReport;
import dev.operators.appmesh.migrate.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class ReportFlagsTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "'', LOST, 0",
    "--fail-on=lost, LOST, 1",
    "--fail-on=lost, NEEDS_INPUT, 0",
    "--fail-on=needs-input, NEEDS_INPUT, 1",
    "--fail-on=needs-input, LOST, 1",
    "--fail-on=needs-input, CHANGED, 0",
    "--fail-on=changed, CHANGED, 1",
    "--fail-on=changed, KEPT, 0",
  })
  void failOnIncludesWorseVerdicts(String flags, Verdict worst, int exit) {
    assertThat(deliver(flags, report(worst))).isEqualTo(exit);
    assertThat(err.toString()).isEqualTo(report(worst).text());
  }

  @Test
  void writesAFile(@TempDir Path folder) throws IOException {
    var file = folder.resolve("report.json");
    assertThat(deliver("--report=" + file + " -o=json", report(Verdict.LOST))).isZero();
    assertThat(file).content().isEqualTo(report(Verdict.LOST).json());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aReportThatCannotBeWrittenIsAFailure(@TempDir Path folder) throws IOException {
    var missing = Files.createDirectory(folder.resolve("a")).resolve("b").resolve("report");
    assertThat(deliver("--report=" + missing, report(Verdict.KEPT))).isEqualTo(1);
    assertThat(err.toString()).contains("--report", missing.toString());
  }

  @Test
  void refusesAnUnknownVerdict() {
    assertThatThrownBy(() -> deliver("--fail-on=kept", report(Verdict.KEPT)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--fail-on")
        .hasMessageContaining("'kept' is not changed, needs-input or lost");
  }

  private int deliver(String flags, LossReport report) {
    var parsed = new ReportFlags();
    new CommandLine(parsed).parseArgs(flags.isEmpty() ? new String[0] : flags.split(" ", -1));
    return parsed.deliver(report, new PrintWriter(err));
  }

  private static LossReport report(Verdict verdict) {
    return new LossReport(List.of(new Finding("VirtualGateway a", "spec.b", verdict, "c")));
  }
}
