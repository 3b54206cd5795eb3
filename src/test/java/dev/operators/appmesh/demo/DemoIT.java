// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.kube.TestJvm;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a newcomer sees first. */
class DemoIT {

  @Test
  void endsWithZeroOnceAllSamplesAreReady() throws IOException {
    var command = TestJvm.command(Demo.class, List.of("-Ddemo.exit=true"));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      var said = new String(output.readAllBytes(), UTF_8);

      var exitCode = process.onExit().orTimeout(1, TimeUnit.MINUTES).join().exitValue();
      assertThat(exitCode).as(said).isZero();
      for (var gateway : List.of("ingress", "tls", "grpc", "edge")) {
        assertThat(said).contains(":mesh/apps/virtualGateway/" + gateway);
      }
      assertThat(said).contains("ACTIVE");
    }
  }
}
