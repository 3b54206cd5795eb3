// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import picocli.CommandLine.Option;

/** The flags for the log. */
final class LogFlags {

  /** The values of {@code --log-level}. */
  enum Level {
    error,
    warn,
    info,
    debug,
    trace
  }

  /** The values of {@code --log-format}. */
  enum Format {
    text,
    json
  }

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "Least severe level to log: ${COMPLETION-CANDIDATES}.")
  private Level level = Level.info;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Format of the log: ${COMPLETION-CANDIDATES}.")
  private Format format = Format.text;

  /** Configures the log. Must be called before the first logger is created. */
  void use() {
    logFrom(level);
    if (format == Format.json) {
      System.setProperty("logback.configurationFile", "logback-json.xml");
    }
  }

  /** As {@link #use}, for a command without these flags. */
  static void logFrom(Level level) {
    System.setProperty("log.level", level.name());
  }
}
