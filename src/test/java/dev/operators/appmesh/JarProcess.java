// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-jar", System.getProperty("operator.jar")));
    command.addAll(arguments);
    try {
      log = Files.createTempFile(Path.of("target"), arguments.getFirst() + "-", ".log");
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(10))
            .until(
                () -> output().lines().filter(it -> it.contains(part)).findFirst().orElse(""),
                it -> !it.isEmpty());
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  /** Its id in this machine. */
  protected long pid() {
    return process.pid();
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
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
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
