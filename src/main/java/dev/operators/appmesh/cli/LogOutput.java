// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

/** Configures the log, before the first logger is created. */
final class LogOutput {

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

  private LogOutput() {}

  static void use(Level level, Format format) {
    System.setProperty("log.level", level.name());
    if (format == Format.json) {
      System.setProperty("logback.configurationFile", "logback-json.xml");
    }
  }
}
