// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a process of a JVM has in memory.
 *
 * @param pid its id in this machine
 */
record Memory(long pid) {

  private static final Pattern GENERATION = Pattern.compile("(?:DefNew|Tenured) .*used (\\d+)K");

  /** What the whole process has in memory now, in MiB. */
  long residentMib() {
    return mib("VmRSS");
  }

  /**
   * A figure of {@code /proc/PID/status}, in MiB.
   *
   * @param name such as VmHWM, the most that the process had in memory since its start
   */
  long mib(String name) {
    return kib(name) / 1024;
  }

  /** The same in KiB. */
  long kib(String name) {
    try {
      return kibibytes(
          Pattern.compile(name + ":\\s+(\\d+) kB"),
          Files.readString(Path.of("/proc", Long.toString(pid), "status")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in use of the heap after a full collection, in MiB. */
  long liveHeapMib() {
    return liveHeapKib() / 1024;
  }

  /** The same in KiB. */
  long liveHeapKib() {
    jcmd("GC.run");
    return kibibytes(GENERATION, jcmd("GC.heap_info"));
  }

  private String jcmd(String command) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var process = new ProcessBuilder(jcmd, Long.toString(pid), command).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long kibibytes(Pattern pattern, String text) {
    var found = pattern.matcher(text).results().mapToLong(it -> Long.parseLong(it.group(1)));
    return found.reduce(Long::sum).orElseThrow(() -> new IllegalStateException(text));
  }
}
