// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import dev.operators.appmesh.programs.ProgramSource;
import dev.operators.appmesh.programs.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The programs built from a Go module. Takes minutes where Go's own caches are empty.
 *
 * @param module the folder with go.mod
 * @param version the release that the module pins, which the programs are to report
 */
record GoBuild(Path module, KubeVersion version) implements ProgramSource {

  private static final int LINES_KEPT = 30;

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
    // Go names a program after the last element of its package path that is not a version.
    Files.move(folder.resolve("server"), folder.resolve("etcd"));
  }

  private Process start(Path folder) throws IOException {
    var stamp = "-X k8s.io/component-base/version.git";
    var flags =
        "-s -w %sVersion=v%s %sMajor=%s %sMinor=%s"
            .formatted(stamp, version, stamp, version.major(), stamp, version.minor());
    var builder =
        new ProcessBuilder(
                "go",
                "build",
                "-v",
                "-trimpath",
                "-ldflags",
                flags,
                "-o",
                folder.toAbsolutePath() + "/",
                "k8s.io/kubernetes/cmd/kube-apiserver",
                "k8s.io/kubernetes/cmd/kubectl",
                "go.etcd.io/etcd/server/v3")
            .directory(module.toFile())
            .redirectErrorStream(true);
    builder.environment().put("CGO_ENABLED", "0");
    builder.environment().put("GOWORK", "off");
    var process = builder.start();
    Progress.say(
        "kube",
        "building kube-apiserver, kubectl and etcd of Kubernetes %s with Go, only this once;"
                .formatted(version)
            + " it takes about 5 minutes on 2 cores");
    return process;
  }

  /** Tells every ten seconds how far the build is; gives the last lines that it printed. */
  private static CompletableFuture<Deque<String>> follow(Process process) {
    var started = System.nanoTime();
    var packages = new AtomicInteger();
    var ticker = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    Runnable tick =
        () -> {
          var elapsed = Duration.ofNanos(System.nanoTime() - started);
          Progress.say(
              "kube",
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
