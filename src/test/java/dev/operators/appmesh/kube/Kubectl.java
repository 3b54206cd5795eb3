// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The client that users have, with a kubeconfig file of its own.
 *
 * @param program where it is
 * @param kubeconfig whom it speaks as, and to what
 * @param cache where it keeps what it learned of the API server
 */
public record Kubectl(Path program, Path kubeconfig, Path cache) {

  /** Runs it to its end. */
  public Result run(String... arguments) {
    return runWithInput("", arguments);
  }

  /** Runs it to its end with a text as its standard input, for {@code apply -f -}. */
  public Result runWithInput(String input, String... arguments) {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    // Not the user's cache: it is kept by port, and another run had another API server there.
    builder.environment().put("KUBECACHEDIR", cache.toString());
    builder.environment().put("KUBERC", "off");
    try {
      var process = builder.start();
      var out = read(process.getInputStream());
      var err = read(process.getErrorStream());
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      var ended = process.onExit().orTimeout(2, TimeUnit.MINUTES).join();
      return new Result(ended.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }

  /**
   * What it answered.
   *
   * @param exitCode 0 for success
   * @param out its standard output
   * @param err its standard error
   */
  public record Result(int exitCode, String out, String err) {

    /** Its standard output, or an exception with its standard error if it failed. */
    public String orThrow() {
      if (exitCode != 0) {
        throw new IllegalStateException("kubectl ended with " + exitCode + ": " + err.strip());
      }
      return out;
    }
  }
}
