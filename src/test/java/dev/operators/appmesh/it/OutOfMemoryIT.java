// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An operator whose heap is too small for the cluster ends, so that it is started again. */
class OutOfMemoryIT {

  /** Together more than the heap. */
  private static final int RESOURCES = 400;

  private static final String TEXT = "x".repeat(200_000);

  @Test
  void operatorWithoutMemoryEnds() {
    try (var env = new TestEnvironment("memory", "apps")) {
      IntStream.range(0, RESOURCES)
          .forEach(
              i -> {
                var resource = env.gateway("gw-" + i, 80);
                resource.getMetadata().setAnnotations(Map.of("example.org/text", TEXT));
                env.create(resource);
              });

      try (var operator =
          OperatorProcess.onJvm(List.of("-Xmx64m"), env, env.cluster.operatorKubeconfig())) {
        assertThat(operator.awaitExit()).isEqualTo(3);
        assertThat(operator.output()).contains("The process ends: out of memory\n");
      }
    }
  }
}
