// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.Fault;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two operators that both work on the same resources, which elections prevent: even then the client
 * tokens make of two creations one, and of two updates.
 */
class TwoLeadersIT {

  private static Stream<String> names() {
    return IntStream.range(0, 20).mapToObj(i -> "gw-" + i);
  }

  @Test
  void twoActingOperatorsCreateAndUpdateOnce() {
    try (var env = new TestEnvironment("two", "apps");
        var _ = env.operator();
        var _ = env.operator()) {
      slow(env);
      names().forEach(name -> env.create(name, 80));
      names().forEach(env::awaitReady);
      env.endpoint.healthy();
      assertVersion(env, 1);
      assertThat(env.endpoint.calls(CREATE_VIRTUAL_GATEWAY)).hasSize(2 * 20);

      slow(env);
      names().forEach(name -> edit(env, name));
      names().forEach(env::awaitReady);
      env.endpoint.healthy();
      assertThat(env.endpoint.calls(UPDATE_VIRTUAL_GATEWAY)).hasSizeGreaterThan(20);
      assertVersion(env, 2);

      env.deleteAll();
      names().forEach(env::awaitGone);
      assertThat(env.endpoint.list("apps")).isEmpty();
    }
  }

  /** So slow that both are on the way before the first one is answered. */
  private static void slow(TestEnvironment env) {
    env.endpoint.failing(call -> new Fault.Delay(Duration.ofMillis(300)));
  }

  private static void edit(TestEnvironment env, String name) {
    env.changePort(name, 81);
  }

  private static void assertVersion(TestEnvironment env, long version) {
    assertThat(env.endpoint.list("apps")).hasSize(20).extracting("version").containsOnly(version);
    assertThat(env.all())
        .hasSize(20)
        .allSatisfy(
            it -> {
              assertThat(it.getStatus().version()).isEqualTo(version);
              assertThat(it.getStatus().uid())
                  .isEqualTo(
                      env.endpoint
                          .describe("apps", it.getMetadata().getName())
                          .orElseThrow()
                          .uid());
            });
  }
}
