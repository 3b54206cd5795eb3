// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import picocli.CommandLine.Option;

/** The flags that say what is logged, and how. */
final class LogFlags {

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "What to log: ${COMPLETION-CANDIDATES}.")
  private LogOutput.Level level = LogOutput.Level.info;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How to log: ${COMPLETION-CANDIDATES}.")
  private LogOutput.Format format = LogOutput.Format.text;

  /** Logs so from now on; to be called before the first logger is made. */
  void use() {
    LogOutput.use(level, format);
  }
}
