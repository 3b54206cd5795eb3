// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The program as it is shipped: the jar in a process of its own, to be killed. */
public class JarProcess implements AutoCloseable {

  /** The script beside the jar. */
  public static final Path LAUNCHER =
      Path.of(System.getProperty("operator.jar", ""))
          .toAbsolutePath()
          .resolveSibling("bin")
          .resolve("appmesh-gateway-operator");

  private final Process process;
  private final Path log;

  /**
   * Runs the jar, on a JVM that starts fast, with these arguments and, besides ours, these
   * environment variables.
   */
  protected JarProcess(Map<String, String> environment, List<String> arguments) {
    this(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), environment, arguments);
  }

  /** Runs the jar with these flags of the JVM. */
  protected JarProcess(List<String> jvm, Map<String, String> environment, List<String> arguments) {
    this(arguments.getFirst(), new ProcessBuilder(command(jvm, arguments)), environment);
  }

  /** Runs a command of its own; {@code name} begins that of the file with its output. */
  protected JarProcess(String name, ProcessBuilder builder, Map<String, String> environment) {
    try {
      log = Files.createTempFile(Path.of("target"), name + "-", ".log");
      builder.environment().putAll(environment);
      process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command line that runs the jar. */
  protected static List<String> command(List<String> jvm, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-jar", System.getProperty("operator.jar")));
    command.addAll(arguments);
    return command;
  }

  /** What it has printed. */
  public String output() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it prints a line with {@code part}, and answers the last word of that line. */
  protected String awaitWordAfter(String part) {
    var line =
        Awaitility.await("the process says: " + part)
            .atMost(Patience.PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(10))
            .until(
                () -> {
                  var alive = process.isAlive();
                  var found = output().lines().filter(it -> it.contains(part)).findFirst();
                  if (found.isEmpty() && !alive) {
                    throw new AssertionError("the process ended:\n" + output());
                  }
                  return found.orElse("");
                },
                it -> !it.isEmpty());
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  /** Waits until it says where its health and metrics are, and answers that. */
  public URI awaitStarted() {
    return URI.create("http://" + awaitWordAfter("health and metrics"));
  }

  /** Its id in this machine. */
  public long pid() {
    return process.pid();
  }

  /** The time that its processors have worked for it so far. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Lets it run for this long. */
  public void runFor(Duration time) {
    try {
      if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the process ended by itself:\n" + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** As {@code kill}. */
  public void terminate() {
    process.destroy();
  }

  /** As {@code kill -STOP}: it does nothing until {@link #resume}, and does not notice. */
  public void pause() {
    signal("STOP");
  }

  /** As {@code kill -CONT}. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      var command = List.of("kill", "-" + name, String.valueOf(pid()));
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new AssertionError(command + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for its end and answers its exit code. */
  public int awaitExit() {
    return awaitExit(Patience.PATIENCE);
  }

  /** The same for one that may take as long as this. */
  public int awaitExit(Duration patience) {
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the process did not end:\n" + output());
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
