// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.Fault;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import java.time.Duration;
import java.util.List;
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
  void createAndUpdateOnce() {
    try (var bench = new Bench("two", "apps");
        var _ = bench.operator();
        var _ = bench.operator()) {
      slow(bench);
      names().forEach(name -> bench.create(Manifest.of(bench.namespace, name, "apps", 80)));
      names().forEach(bench::awaitReady);
      bench.endpoint.healthy();
      assertVersion(bench, 1);
      assertThat(bench.endpoint.calls(CREATE_VIRTUAL_GATEWAY)).hasSize(2 * 20);

      slow(bench);
      names().forEach(name -> edit(bench, name));
      names().forEach(bench::awaitReady);
      bench.endpoint.healthy();
      assertThat(bench.endpoint.calls(UPDATE_VIRTUAL_GATEWAY)).hasSizeGreaterThan(20);
      assertVersion(bench, 2);

      bench.deleteAll();
      names().forEach(bench::awaitGone);
      assertThat(bench.endpoint.list("apps")).isEmpty();
    }
  }

  /** So slow that both are on the way before the first one is answered. */
  private static void slow(Bench bench) {
    bench.endpoint.failing(call -> new Fault.Delay(Duration.ofMillis(300)));
  }

  private static void edit(Bench bench, String name) {
    bench.edit(name, it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));
  }

  private static void assertVersion(Bench bench, long version) {
    assertThat(bench.endpoint.list("apps")).hasSize(20).extracting("version").containsOnly(version);
    assertThat(bench.all())
        .hasSize(20)
        .allSatisfy(
            it -> {
              assertThat(it.getStatus().version()).isEqualTo(version);
              assertThat(it.getStatus().uid())
                  .isEqualTo(
                      bench
                          .endpoint
                          .describe("apps", it.getMetadata().getName())
                          .orElseThrow()
                          .uid());
            });
  }
}
