// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.EndpointProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script beside the jar, as people start the program. */
class LauncherIT {

  private static final List<String> PLAN = List.of("plan", "-f", "config/samples/ingress.yaml");

  @TempDir private Path folder;
  @TempDir private Path bin;
  private Path caches;
  private Path link;

  /** By a link, as in a folder of PATH. */
  @BeforeEach
  void link() throws IOException {
    caches = folder.resolve("some caches");
    link = Files.createSymbolicLink(bin.resolve("appmesh"), JarProcess.LAUNCHER);
  }

  @Test
  void printsNothingButWhatTheCommandPrints() throws Exception {
    var help = end(program("export", "--help"));
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).startsWith("Usage: appmesh-gateway-operator export");
    assertThat(help.err()).isEmpty();

    var manifest = "config/samples/ingress.yaml";
    var export = end(program("export", "-f", manifest, "--to", "gateway-api"));
    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.out()).startsWith("---\napiVersion: ");
    assertThat(export.err()).doesNotContain("WARNING", "warning", "NOTE");
    Awaitility.await().atMost(Patience.PATIENCE).until(() -> caches().size() == 1);
  }

  /** Which is not made by a run that does nothing. */
  @Test
  void startsFromTheCacheThatTheFirstRunLeaves() throws Exception {
    end(program("plan", "--help"));
    Awaitility.await().atMost(Patience.PATIENCE).until(() -> caches().isEmpty());
    var first = end(program(PLAN));
    Awaitility.await()
        .atMost(Patience.PATIENCE)
        .until(() -> caches().size() == 1 && caches().getFirst().toString().endsWith(".aot"));

    var second = program(PLAN);
    // The JVM ends if it cannot use it.
    second.environment().put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
    var again = end(second);

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(caches()).hasSize(1);
  }

  @Test
  void passesOverAJdkThatIsTooOld() throws Exception {
    var old = Files.createDirectories(folder.resolve("jdk-17"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    var java = Files.createDirectory(old.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 9\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    var program = program("--version");
    program.environment().put("JAVA_HOME", old.toString());

    assertThat(end(program).exitCode()).isZero();
  }

  @Test
  void becomesTheProcessOfTheProgram() throws Exception {
    var arguments = EndpointProcess.arguments(List.of("--data=" + folder.resolve("data")));
    try (var endpoint = EndpointProcess.of("launcher", program(arguments))) {
      endpoint.awaitServing();
      assertThat(caches()).hasSize(1);

      endpoint.kill();
    }
    Awaitility.await().atMost(Patience.PATIENCE).until(() -> caches().isEmpty());
  }

  @Test
  void keepsNoCacheWhereItIsToldSo() throws Exception {
    var program = program(PLAN);
    program.environment().put("APPMESH_OPERATOR_AOT_CACHE", "off");
    program.environment().put("HOME", folder.toString());

    assertThat(end(program).exitCode()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  private ProcessBuilder program(String... arguments) {
    return program(List.of(arguments));
  }

  private ProcessBuilder program(List<String> arguments) {
    var command = new ArrayList<>(List.of(link.toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("APPMESH_OPERATOR_AOT_CACHE", caches.toString());
    return builder;
  }

  private List<Path> caches() throws IOException {
    if (Files.notExists(caches)) {
      return List.of();
    }
    try (var files = Files.list(caches)) {
      return files.toList();
    }
  }

  private CommandLineRun end(ProcessBuilder builder) throws Exception {
    var err = Files.createTempFile(bin, "launcher", ".err");
    var process = builder.redirectError(err.toFile()).start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new CommandLineRun(process.waitFor(), out, Files.readString(err));
  }
}
