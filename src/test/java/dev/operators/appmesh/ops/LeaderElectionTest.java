// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaderElectionTest {

  private static final LeaderElection ON = new LeaderElection(true, null, null);

  @Test
  void operatorOfEverythingHasOneLease() {
    assertThat(ON.id(WatchScope.ALL)).isEqualTo("appmesh-gateway-operator");
  }

  @Test
  void eachShareHasALeaseOfItsOwn() {
    assertThat(
            new String[] {
              ON.id(WatchScope.ALL),
              ON.id(new WatchScope(Set.of(), "shard=a")),
              ON.id(new WatchScope(Set.of(), "shard=b")),
              ON.id(new WatchScope(Set.of("apps"), null)),
              ON.id(new WatchScope(Set.of("apps"), "shard=a")),
              ON.id(new WatchScope(Set.of("apps", "shop"), null))
            })
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith("appmesh-gateway-operator"))
        .allMatch(id -> new LeaderElection(true, null, id).problems().isEmpty());
  }

  @Test
  void sameShareHasTheSameLease() {
    assertThat(ON.id(new WatchScope(Set.of("shop", "apps"), "shard in (a, b)")))
        .isEqualTo(ON.id(new WatchScope(Set.of("apps", "shop"), "shard in (a,b)")));
  }

  @Test
  void explicitNameIsUsed() {
    var set = new LeaderElection(true, null, "edge");
    assertThat(set.id(new WatchScope(Set.of("apps"), "shard=a"))).isEqualTo("edge");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Edge", "", "-a", "a.", "a..b", "a_b", "a/b"})
  void badNameIsRefused(String id) {
    assertThat(new LeaderElection(true, null, id).problems())
        .singleElement()
        .asString()
        .startsWith("--leader-election-id must be");
  }

  @ParameterizedTest
  @CsvSource({
    "true,  ,     ,     ''",
    "true,  apps, edge, ''",
    "false, ,     ,     ''",
    "true,  Apps, ,     --leader-election-namespace must be the name of a namespace",
    "false, apps, ,     --leader-election-namespace needs --leader-elect",
    "false, ,     edge, --leader-election-id needs --leader-elect"
  })
  void problemsNameTheirFlag(
      boolean enabled, @Nullable String namespace, @Nullable String id, String problem) {
    assertThat(new LeaderElection(enabled, namespace, id).problems())
        .hasSize(problem.isEmpty() ? 0 : 1)
        .allMatch(it -> it.startsWith(problem));
  }
}
