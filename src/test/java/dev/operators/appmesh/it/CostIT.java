// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.time.Duration;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What it costs: calls of App Mesh and writes to Kubernetes, counted by the servers themselves. */
class CostIT {

  private static final int RESOURCES = 100;

  @Test
  void aHundredResourcesCostAHundredCreatesAndTwoWritesEach() {
    try (var env = new TestEnvironment("cost", "apps");
        var _ = env.operator()) {
      var writes = env.writes();
      var uids = new HashSet<String>();
      IntStream.range(0, RESOURCES)
          .parallel()
          .mapToObj(i -> env.create("gw-" + i, 80))
          .forEachOrdered(created -> uids.add(created.getMetadata().getUid()));

      Awaitility.await()
          .atMost(TestEnvironment.PATIENCE)
          .until(() -> env.all().stream().filter(TestEnvironment::isReady).count() == RESOURCES);

      assertThat(env.endpoint.calls())
          .hasSize(RESOURCES)
          .extracting(Call::operation)
          .containsOnly(CREATE_VIRTUAL_GATEWAY);
      assertThat(env.endpoint.calls())
          .extracting(Call::clientToken)
          .containsExactlyInAnyOrderElementsOf(uids);
      // one by the user, two by the operator: its finalizer, and the status
      assertThat(env.writes() - writes).isEqualTo(3 * RESOURCES);

      // The last Event comes after the last status.
      Awaitility.await().atMost(TestEnvironment.PATIENCE).until(() -> env.eventsIn() == RESOURCES);
      var quiet = env.allWrites();
      env.endpoint.forgetCalls();
      Awaitility.await("an idle minute")
          .during(Duration.ofSeconds(60))
          .atMost(Duration.ofSeconds(60).plus(TestEnvironment.PATIENCE))
          .pollInterval(Duration.ofSeconds(5))
          .until(() -> env.endpoint.calls().isEmpty() && env.allWrites() == quiet);
    }
  }
}
