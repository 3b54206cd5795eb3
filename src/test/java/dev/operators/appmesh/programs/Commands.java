// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** Programs of the machine that are run to their end. */
public final class Commands {

  private Commands() {}

  /**
   * Runs a command and answers what it printed.
   *
   * @throws IOException if it cannot be started, or with its output if it does not end with 0
   */
  public static String run(String... command) throws IOException {
    return run(new ProcessBuilder(command));
  }

  /**
   * The same with a text as its standard input. The command must read all of it before it prints
   * much.
   */
  public static String runWithInput(String input, String... command) throws IOException {
    return run(new ProcessBuilder(command), input);
  }

  /** The same for one with settings of its own. */
  public static String run(ProcessBuilder builder) throws IOException {
    return run(builder, "");
  }

  private static String run(ProcessBuilder builder, String input) throws IOException {
    var process = builder.redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    }
    try (var output = process.getInputStream()) {
      var said = new String(output.readAllBytes(), UTF_8);
      var code = process.onExit().join().exitValue();
      if (code != 0) {
        throw new IOException(
            "%s ended with %d:%n%s".formatted(String.join(" ", builder.command()), code, said));
      }
      return said;
    }
  }
}
