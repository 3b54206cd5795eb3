// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The operator as it is shipped: the jar in a process of its own, to be killed. */
final class OperatorProcess implements AutoCloseable {

  private final Process process;
  private final Path log;

  private OperatorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Runs the jar with these arguments and the test's credentials. */
  static OperatorProcess jar(Path kubeconfig, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", System.getProperty("operator.jar")));
    command.addAll(arguments);
    try {
      var log = Files.createTempFile(Path.of("target"), "operator-", ".log");
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      builder.environment().put("AWS_ACCESS_KEY_ID", "test");
      builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
      return new OperatorProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the operator for the scenario's namespace. */
  static OperatorProcess of(Bench bench, Path kubeconfig) {
    return jar(
        kubeconfig,
        List.of(
            "run",
            "--aws-region=us-west-2",
            "--aws-endpoint-url=" + bench.endpoint.uri(),
            "--watch-namespace=" + bench.namespace,
            "--listen=127.0.0.1:0"));
  }

  /** What it has printed. */
  String output() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it works, and answers where its health and metrics are. */
  URI awaitStarted() {
    var line =
        Awaitility.await("the operator process has started")
            .atMost(Bench.PATIENCE)
            .until(
                () ->
                    output()
                        .lines()
                        .filter(it -> it.contains("health and metrics on "))
                        .findFirst()
                        .orElse(""),
                it -> !it.isEmpty());
    return URI.create("http://" + line.substring(line.lastIndexOf(' ') + 1));
  }

  /** The status code and body of one of its pages. */
  static HttpResponse<String> get(URI page) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Lets it run for this long. */
  void runFor(Duration time) {
    try {
      if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the operator process ended by itself:\n" + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** As {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** As {@code kill}. */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end and answers its exit code. */
  int awaitExit() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the operator process did not end:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
