// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import picocli.CommandLine.Option;

/** The flags for the log. */
final class LogFlags {

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "Least severe level to log: ${COMPLETION-CANDIDATES}.")
  private LogOutput.Level level = LogOutput.Level.info;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Format of the log: ${COMPLETION-CANDIDATES}.")
  private LogOutput.Format format = LogOutput.Format.text;

  /** Configures the log. Must be called before the first logger is created. */
  void use() {
    LogOutput.use(level, format);
  }
}
