// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.RandomUser;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The operator process is killed with -9 at random moments while a user creates, edits and deletes
 * 200 resources. Afterwards App Mesh holds exactly what the resources describe.
 */
class ChaosIT {

  private static final int RESOURCES = 200;
  private static final int KILLS = Integer.getInteger("chaos.kills", 8);

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());

  @Test
  void convergesAlthoughTheOperatorIsKilledAgainAndAgain() throws Exception {
    System.out.printf("%d kills, -Dchaos.seed=%d%n", KILLS, seed);
    try (var env = new TestEnvironment("chaos", "apps");
        var user = new RandomUser(env, RESOURCES, Duration.ofMillis(1), seed + 1)) {
      var kubeconfig = env.cluster.operatorKubeconfig();
      var moments = new Random(seed);
      for (int kill = 0; kill < KILLS; kill++) {
        try (var victim = OperatorProcess.of(env, kubeconfig)) {
          victim.awaitStarted();
          victim.runFor(Duration.ofMillis(moments.nextInt(3_000)));
        }
      }
      try (var survivor = OperatorProcess.of(env, kubeconfig)) {
        user.stopAndSettle();
        user.awaitMeshHolds();
        assertThat(survivor.output()).doesNotContain("ERROR");
      }
    }
  }
}
