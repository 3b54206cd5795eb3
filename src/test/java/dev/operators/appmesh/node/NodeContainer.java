// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.node;

import dev.operators.appmesh.programs.Commands;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one container of a pod as the node's kernel sees it.
 *
 * @param process its first process
 */
record NodeContainer(ProcessHandle process) {

  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

  static NodeContainer of(Pod pod) {
    var id =
        pod.getStatus().getContainerStatuses().getFirst().getContainerID().replaceFirst(".*//", "");
    return ProcessHandle.allProcesses()
        .filter(process -> controlGroups(process.pid()).contains(id))
        .min(Comparator.comparingLong(ProcessHandle::pid))
        .map(NodeContainer::new)
        .orElseThrow(() -> new IllegalStateException("no process is in container " + id));
  }

  /** Ends it as the kernel or the machine would, without a warning. */
  void kill() {
    process.destroyForcibly();
  }

  /** Lets it stand still for good, as one that hangs. */
  void pause() throws IOException {
    Commands.run("kill", "-STOP", "" + process.pid());
  }

  /**
   * Takes memory in its control group until the kernel ends something there: the container first,
   * since a process of a pod counts more than one that is none.
   */
  void exhaustMemory() throws IOException, InterruptedException {
    var tasks = memory().resolve("cgroup.procs");
    var script = "echo $$ > " + tasks + " && exec tail /dev/zero";
    new ProcessBuilder("sh", "-c", script).start().waitFor();
  }

  /**
   * Its memory in bytes as the kubelet counts it: without what the kernel could give up at once.
   */
  long workingSet() throws IOException {
    var memory = memory();
    var all =
        Files.exists(memory.resolve("memory.current"))
            ? memory.resolve("memory.current")
            : memory.resolve("memory.usage_in_bytes");
    try (var lines = Files.lines(memory.resolve("memory.stat"))) {
      var inactive =
          lines
              .filter(line -> line.startsWith("inactive_file "))
              .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
              .sum();
      return Long.parseLong(Files.readString(all).strip()) - inactive;
    }
  }

  /** The processor time that it has used. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private Path memory() {
    for (var line : controlGroups(process.pid()).lines().toList()) {
      var fields = line.split(":", 3);
      if (fields[1].equals("memory")) {
        return CONTROL_GROUPS.resolve("memory").resolve(fields[2].substring(1));
      }
      if (fields[0].equals("0") && Files.exists(CONTROL_GROUPS.resolve("cgroup.controllers"))) {
        return CONTROL_GROUPS.resolve(fields[2].substring(1));
      }
    }
    throw new IllegalStateException(
        "process " + process.pid() + " is in no control group of memory");
  }

  /** What {@code /proc} says of its first process, by name. */
  Map<String, String> status() throws IOException {
    try (var lines = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
      return lines
          .map(line -> line.split(":\\s*", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
  }

  /** Whether its root file system takes no writes. */
  boolean hasReadOnlyRoot() throws IOException {
    try (var mounts = Files.lines(Path.of("/proc", "" + process.pid(), "mounts"))) {
      return mounts
          .map(line -> line.split(" "))
          .anyMatch(mount -> mount[1].equals("/") && mount[3].startsWith("ro"));
    }
  }

  /** Empty for a process that has ended. */
  private static String controlGroups(long pid) {
    try {
      return Files.readString(Path.of("/proc", "" + pid, "cgroup"));
    } catch (IOException e) {
      return "";
    }
  }
}
