// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The program, run to its end; by the methods here in this process.
 *
 * @param exitCode how it ended
 * @param out what it printed
 * @param err what it printed on standard error
 */
public record CommandLineRun(int exitCode, String out, String err) {

  /** With these arguments and nothing on standard input. */
  public static CommandLineRun of(String... arguments) {
    return withInput("", List.of(arguments));
  }

  /** With this text on standard input. */
  public static CommandLineRun withInput(String input, List<String> arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      int code =
          Main.commandLine()
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute(arguments.toArray(String[]::new));
      return new CommandLineRun(code, out.toString(), err.toString());
    } finally {
      System.setIn(before);
    }
  }
}
