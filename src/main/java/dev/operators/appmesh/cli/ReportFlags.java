// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.migrate.LossReport;
import dev.operators.appmesh.migrate.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The flags of a loss report: its file, its format, and its effect on the exit code. */
final class ReportFlags {

  /** The values of {@code -o}. */
  enum Format {
    text,
    json
  }

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "File for the loss report. Default: standard error.")
  private @Nullable Path file;

  @Option(
      names = {"-o", "--report-format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Format of the loss report: ${COMPLETION-CANDIDATES}.")
  private Format format = Format.text;

  @Option(
      names = "--fail-on",
      paramLabel = "VERDICT",
      converter = Converters.ToVerdict.class,
      showDefaultValue = Visibility.NEVER,
      description =
          "Exit with 1 if a field has this verdict or a worse one: changed, needs-input, lost."
              + " Default: never.")
  private @Nullable Verdict failOn;

  /**
   * Writes the report.
   *
   * @param err standard error
   * @return the exit code that {@code --fail-on} asks for
   */
  int deliver(LossReport report, PrintWriter err) {
    var content = format == Format.json ? report.json() : report.text();
    if (file == null) {
      err.print(content);
      err.flush();
    } else {
      try {
        Files.writeString(file, content);
      } catch (IOException e) {
        err.println("The report (--report) cannot be written: " + e);
        return ExitCode.SOFTWARE;
      }
    }
    return failOn != null && report.reaches(failOn) ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
