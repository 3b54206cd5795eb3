// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.bench;

import dev.operators.appmesh.JarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The jar's endpoint, open to all of this machine, with the meshes of {@link Bench}. */
final class BenchedEndpoint extends JarProcess {

  /** What memory is measured under. */
  static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx128m");

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern GENERATION = Pattern.compile("(?:DefNew|Tenured) .*used (\\d+)K");

  /** Starts it. */
  BenchedEndpoint(List<String> storage, String meshes) {
    super(JVM, Map.of(), arguments(storage, meshes));
  }

  private static List<String> arguments(List<String> storage, String meshes) {
    var all =
        new ArrayList<>(
            List.of(
                "endpoint",
                "--listen=127.0.0.1:0",
                "--no-auth",
                "--management-listen=127.0.0.1:0",
                "--mesh=" + meshes));
    all.addAll(storage);
    return all;
  }

  /** Waits until it serves, and answers where. */
  URI awaitUri() {
    return URI.create(awaitWordAfter("Serving the App Mesh API"));
  }

  /** What the whole process has in memory now, in MiB. */
  long residentMib() {
    try {
      return kibibytes(RESIDENT, Files.readString(Path.of("/proc", Long.toString(pid()), "status")))
          / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in use of the heap after a full collection, in MiB. */
  long liveHeapMib() {
    jcmd("GC.run");
    return kibibytes(GENERATION, jcmd("GC.heap_info")) / 1024;
  }

  private String jcmd(String command) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var process = new ProcessBuilder(jcmd, Long.toString(pid()), command).start();
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
