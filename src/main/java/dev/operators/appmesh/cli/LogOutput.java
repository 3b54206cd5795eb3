// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

/** Chooses what is logged and how; before the first logger is made. */
final class LogOutput {

  /** The words of {@code --log-level}. */
  enum Level {
    error,
    warn,
    info,
    debug,
    trace
  }

  /** The words of {@code --log-format}. */
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
