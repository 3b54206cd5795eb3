// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.clients.AwsClients;
import dev.operators.appmesh.kube.TestJvm;
import dev.operators.appmesh.programs.Commands;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees first. */
class DemoIT {

  private static final List<String> GATEWAYS = List.of("ingress", "tls", "grpc", "edge", "colors");
  private static final Pattern INSTRUCTION =
      Pattern.compile("(?m)^  (?:export|curl|aws|kubectl) .*$");

  @TempDir private Path folder;

  @Test
  void endsWithZeroOnceAllSamplesAreReadyAndRequestsWereAnswered() throws IOException {
    var said = toItsEnd(demo("-Ddemo.exit=true"));

    assertSamplesAreReady(said);
    assertThat(said)
        .containsSubsequence("answers blue, 20 times", "shifted", "answers green, 20 times");
  }

  @Test
  void withoutPythonAllButTheRequestsWorks() throws IOException {
    // The start of the database needs it.
    program("sed", List.of(Commands.run("sh", "-c", "command -v sed").strip()));
    var demo = demo("-Ddemo.exit=true");
    demo.environment().put("PATH", folder.toString());

    var said = toItsEnd(demo);

    assertSamplesAreReady(said);
    assertThat(said.lines().filter(it -> it.contains("python3")))
        .singleElement()
        .asString()
        .startsWith("[envoy] no requests through a gateway in this run: ");
    assertThat(said).doesNotContain("answers");
  }

  @Test
  void whatItTellsToTypeWorksAndItLeavesNothing() throws IOException {
    var process = demo().start();
    try (var output = process.inputReader(UTF_8)) {
      var said = readUntil("Ctrl-C stops everything.", output);

      assertSamplesAreReady(said);
      assertThat(typed(instructions(said))).containsSubsequence("blue\n", "\"colors\"");
      var curl = said.lines().filter(it -> it.contains("curl -sSw")).findFirst().orElseThrow();
      Awaitility.await().untilAsserted(() -> assertThat(typed(curl)).endsWith("green\n"));

      var started = process.descendants().toList();
      assertThat(started).as("endpoint, API server, its database, Envoy").hasSizeGreaterThan(3);
      // Process.destroy would close its output as well.
      process.toHandle().destroy();
      var rest = output.lines().collect(Collectors.joining("\n"));
      assertThat(exitCode(process)).as(rest).isZero();
      assertThat(started).noneMatch(ProcessHandle::isAlive);
      try (var left = Files.newDirectoryStream(Path.of("target"), "demo-" + process.pid() + "-*")) {
        assertThat(left).isEmpty();
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static ProcessBuilder demo(String... options) {
    return new ProcessBuilder(TestJvm.command(Demo.class, List.of(options)))
        .redirectErrorStream(true);
  }

  private static void assertSamplesAreReady(String said) {
    for (var gateway : GATEWAYS) {
      assertThat(said)
          .containsPattern("ACTIVE +arn:aws:appmesh:.*:mesh/apps/virtualGateway/" + gateway);
    }
  }

  private static String toItsEnd(ProcessBuilder demo) throws IOException {
    var process = demo.start();
    try (var output = process.getInputStream()) {
      var said = new String(output.readAllBytes(), UTF_8);
      assertThat(exitCode(process)).as(said).isZero();
      return said;
    }
  }

  private static int exitCode(Process process) {
    return process.onExit().orTimeout(1, TimeUnit.MINUTES).join().exitValue();
  }

  private static String readUntil(String last, BufferedReader output) throws IOException {
    var lines = new ArrayList<String>();
    while (true) {
      var line = output.readLine();
      assertThat(line).as(String.join("\n", lines)).isNotNull();
      lines.add(line);
      if (line.equals(last)) {
        return String.join("\n", lines);
      }
    }
  }

  /** The lines to be typed, in their order. */
  private static String instructions(String said) {
    return INSTRUCTION
        .matcher(said)
        .results()
        .map(it -> it.group().strip())
        .collect(Collectors.joining("\n"));
  }

  /** What a shell answers to these lines, with an AWS CLI on its path. */
  private String typed(String lines) throws IOException {
    program("aws", AwsClients.find().aws());
    var shell = new ProcessBuilder("sh", "-eu", "-c", lines);
    shell.environment().merge("PATH", folder + File.pathSeparator, (path, ours) -> ours + path);
    // The user's is kept by port, and another run had another API server there.
    shell.environment().put("KUBECACHEDIR", folder.resolve("kubectl-cache").toString());
    return Commands.run(shell);
  }

  /** Makes a program of this name in the folder that runs a command. */
  private void program(String name, List<String> command) throws IOException {
    var script = "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(String.join("' '", command));
    var file = Files.writeString(folder.resolve(name), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
