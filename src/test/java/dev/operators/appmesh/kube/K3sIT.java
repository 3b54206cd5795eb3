// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** The other integration tests, on a whole cluster where Docker is present. */
class K3sIT {

  @Test
  void theOtherTestsPassOnK3s() throws Exception {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "Docker is not available, so nothing was tried on k3s");
    var process =
        new ProcessBuilder(TestJvm.command(SuiteRun.class, options()))
            .redirectErrorStream(true)
            .start();
    var killer = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(killer);
    try (var output = process.inputReader()) {
      output.lines().forEach(line -> System.out.println("[k3s] " + line));
    }
    assertThat(process.onExit().join().exitValue()).as("exit code of the tests on k3s").isZero();
    Runtime.getRuntime().removeShutdownHook(killer);
  }

  private static List<String> options() {
    var options = new ArrayList<>(List.of("-Dcluster=k3s"));
    for (var name : List.of("operator.jar", "k3s.image")) {
      var value = System.getProperty(name);
      if (value != null) {
        options.add("-D" + name + '=' + value);
      }
    }
    return options;
  }
}
