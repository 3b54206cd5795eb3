// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The programs built from a Go module. Takes minutes where Go's own caches are empty.
 *
 * @param topic of what is told on the console
 * @param what is built, and how long that takes
 * @param module the folder with go.mod
 * @param arguments of {@code go build}: its flags and the packages
 */
public record GoBuild(String topic, String what, Path module, List<String> arguments)
    implements ProgramSource {

  private static final int LINES_KEPT = 30;

  /**
   * The program of the module of this name in {@code src/test}.
   *
   * @param what is built, and how long that takes
   * @throws Exception if it cannot be built
   */
  public static Path program(String name, String what) throws Exception {
    var flags = List.of("-ldflags", "-s -w", ".");
    return new GoBuild(name, what, Path.of("src", "test", name), flags).find().resolve(name);
  }

  /**
   * The folder with the programs, in the user's cache. They are built where they are not there yet.
   *
   * @throws Exception if they cannot be built
   */
  public Path find() throws Exception {
    return ProgramCache.ofUser(topic).get(fingerprint(), this);
  }

  /** A name for what is built that changes with the arguments and each of the module's files. */
  private String fingerprint() throws IOException {
    try (var files = Files.walk(module)) {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.join(" ", arguments).getBytes(UTF_8));
      for (var file : files.filter(GoBuild::isSource).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isSource(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".go") || name.equals("go.mod") || name.equals("go.sum");
  }

  @Override
  public void fill(Path folder) throws IOException {
    var process = start(folder);
    var killer = new Thread(() -> kill(process));
    Runtime.getRuntime().addShutdownHook(killer);
    var output = follow(process);
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException("go build failed:\n" + String.join("\n", output.join()));
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }

  private Process start(Path folder) throws IOException {
    var command = new ArrayList<>(List.of("go", "build", "-v", "-trimpath"));
    command.addAll(List.of("-o", folder.toAbsolutePath() + "/"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(module.toFile()).redirectErrorStream(true);
    builder.environment().put("CGO_ENABLED", "0");
    builder.environment().put("GOWORK", "off");
    var process = builder.start();
    Progress.say(topic, "building " + what);
    return process;
  }

  /** Tells every ten seconds how far the build is; gives the last lines that it printed. */
  private CompletableFuture<Deque<String>> follow(Process process) {
    var started = System.nanoTime();
    var packages = new AtomicInteger();
    var ticker = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    Runnable tick =
        () -> {
          var elapsed = Duration.ofNanos(System.nanoTime() - started);
          Progress.say(
              topic,
              "building: %d:%02d, %d packages compiled"
                  .formatted(elapsed.toMinutes(), elapsed.toSecondsPart(), packages.get()));
        };
    var _ = ticker.scheduleAtFixedRate(tick, 10, 10, TimeUnit.SECONDS);
    return CompletableFuture.supplyAsync(() -> read(process, packages), Thread::startVirtualThread)
        .whenComplete((lines, failure) -> ticker.shutdownNow());
  }

  private static Deque<String> read(Process process, AtomicInteger packages) {
    var last = new ArrayDeque<String>();
    try (var reader = process.inputReader()) {
      reader
          .lines()
          .forEach(
              line -> {
                // "go: downloading ..." comes between the names of the packages.
                if (!line.startsWith("go: ")) {
                  packages.incrementAndGet();
                }
                last.addLast(line);
                if (last.size() > LINES_KEPT) {
                  last.removeFirst();
                }
              });
    } catch (IOException e) {
      last.addLast("and its output could not be read: " + e);
    }
    return last;
  }

  private static void kill(Process process) {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
