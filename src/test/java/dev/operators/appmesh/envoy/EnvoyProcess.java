// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import dev.operators.appmesh.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A running Envoy. */
public final class EnvoyProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int adminPort;
  private final Path log;

  private EnvoyProcess(Process process, int adminPort, Path log) {
    this.process = process;
    this.adminPort = adminPort;
    this.log = log;
  }

  /** Starts one and waits until it is live. */
  public static EnvoyProcess start(EnvoyProgram program, Path bootstrap, int adminPort)
      throws IOException {
    return awaitLive(start(program.command("-c", bootstrap.toString()), bootstrap, adminPort));
  }

  /** Starts one with just these arguments and waits until it is live. */
  public static EnvoyProcess start(
      EnvoyProgram program,
      List<String> arguments,
      Map<String, String> environment,
      Path bootstrap,
      int adminPort)
      throws IOException {
    var command = new ArrayList<>(List.of(program.path().toString()));
    command.addAll(arguments);
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().putAll(environment);
    return awaitLive(start(process, bootstrap, adminPort));
  }

  private static EnvoyProcess awaitLive(EnvoyProcess envoy) {
    try {
      Awaitility.await().atMost(Patience.PATIENCE).until(envoy::isLive);
      return envoy;
    } catch (RuntimeException e) {
      envoy.close();
      throw e;
    }
  }

  /** Starts one that will not be live, and says why in its log. */
  public static EnvoyProcess startWaiting(EnvoyProgram program, Path bootstrap, int adminPort)
      throws IOException {
    // By default it is silent about the first half minute of refusals.
    var command =
        program.command(
            "-c", bootstrap.toString(), "-l", "warning", "--component-log-level", "config:debug");
    return start(command, bootstrap, adminPort);
  }

  private static EnvoyProcess start(ProcessBuilder command, Path bootstrap, int adminPort)
      throws IOException {
    var log = Path.of(bootstrap + ".log");
    return new EnvoyProcess(command.redirectOutput(log.toFile()).start(), adminPort, log);
  }

  /** The time that its processors have worked for it so far. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Makes it write its access logs now. */
  void flushLogs() {
    admin("POST", "/reopen_logs");
  }

  /** What it has printed, access logs on standard output included. */
  public String output() throws IOException {
    return Files.readString(log);
  }

  /** A counter or gauge; 0 where there is none. */
  public long stat(String name) {
    var filter = URLEncoder.encode("^" + name + "$", StandardCharsets.UTF_8);
    return admin("GET", "/stats?usedonly&filter=" + filter)
        .lines()
        .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(0L);
  }

  /** Calls its admin interface. */
  public String admin(String method, String path) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean isLive() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("Envoy has ended: " + output());
    }
    return admin("GET", "/ready").strip().equals("LIVE");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
