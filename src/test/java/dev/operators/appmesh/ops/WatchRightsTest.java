// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.LogLines;
import dev.operators.appmesh.fixture.TestClock;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of rights that go and come. */
class WatchRightsTest {

  private static final WatchedKind APPS = new WatchedKind(VirtualGateway.class, "apps");
  private static final WatchedKind SHOP = new WatchedKind(VirtualGateway.class, "shop");
  private static final String REFUSED =
      "the operator may not watch VirtualGateways in namespace shop, so it does not see them"
          + " change: grant it as the chart does";
  private static final String GRANTED =
      "the operator may list and watch VirtualGateways in namespace shop again";

  private final TestClock clock = new TestClock();
  private final Map<WatchedKind, List<String>> missing = new HashMap<>();
  private final WatchRights rights =
      new WatchRights(List.of(APPS, SHOP), it -> missing.getOrDefault(it, List.of()), clock);

  @Test
  void changeIsOneLine() {
    try (var log = new LogLines()) {
      rights.look();
      missing.put(SHOP, List.of("watch"));
      rights.look();
      rights.look();
      assertThat(rights.problems()).containsExactly(REFUSED);
      clock.pass(WatchRights.BETWEEN_LINES);
      rights.look();
      missing.clear();
      rights.look();
      assertThat(rights.problems()).isEmpty();
      assertThat(log.lines()).containsExactly(REFUSED, GRANTED);
    }
  }

  @Test
  void whatComesAndGoesIsOneLineAMinute() {
    try (var log = new LogLines()) {
      for (int i = 0; i < 12; i++) {
        missing.put(SHOP, i % 2 == 0 ? List.of("watch") : List.of());
        rights.look();
        clock.pass(Duration.ofSeconds(9));
      }
      assertThat(log.lines()).containsExactly(REFUSED, GRANTED);
    }
  }

  @Test
  void lastAnswerStandsWhereThereIsNone() {
    var answers = new HashMap<>(Map.of(SHOP, List.of("watch")));
    var watched =
        new WatchRights(
            List.of(APPS, SHOP),
            it -> {
              if (answers.isEmpty()) {
                throw new KubernetesClientException("no answer");
              }
              return answers.getOrDefault(it, List.of());
            },
            clock);
    watched.look();
    answers.clear();
    watched.look();
    assertThat(watched.problems()).containsExactly(REFUSED);
  }

  @Test
  void onlyWhereNothingMayBeWatchedIsItBlind() {
    missing.put(SHOP, List.of("watch"));
    rights.look();
    assertThat(rights.isBlindFor(VirtualGateway.class)).isFalse();
    missing.put(APPS, List.of("list", "watch"));
    rights.look();
    assertThat(rights.isBlindFor(VirtualGateway.class)).isTrue();
  }

  @Test
  void namespacesThatAllowItAreToldEachTime() {
    var told = new ArrayList<Set<String>>();
    rights.tell(told::add);
    missing.put(SHOP, List.of("watch"));
    rights.look();
    missing.clear();
    rights.look();
    assertThat(told).containsExactly(Set.of("apps"), Set.of("apps", "shop"));
  }
}
