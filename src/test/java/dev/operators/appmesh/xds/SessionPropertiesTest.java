// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever order requests, answers, rejections, reconnections and changes come in: no route is ever
 * without its cluster, no rejected version is sent again, and the newest state is what all ends at.
 */
class SessionPropertiesTest {

  private static final int STEPS = 150;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void holdWhateverHappens(long seed) {
    var seeds = new Random(seed);
    for (int i = 0; i < 1500; i++) {
      run(seeds.nextLong());
    }
  }

  private static void run(long seed) {
    try {
      var world = new World(new Random(seed));
      for (int i = 0; i < STEPS; i++) {
        world.step();
      }
      world.comeToRest();
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  @Test
  void aNewEnvoyGetsAllAtOnceAndNoMore() {
    var world = new World(new Random(5));

    world.comeToRest();

    assertThat(world.sent).isLessThan(10);
  }

  @Test
  void routesThatOthersSendToComeFirstAndAlone() {
    var now = Duration.ofHours(1);
    var session = new Session(routes("1"), new World(new Random(7)).history);
    var both = Set.of("egress", "ingress");

    var first = session.request(new Request(ResourceType.ROUTE, "", "", both, null), now).sent();
    assertThat(first).singleElement().satisfies(it -> assertHas(it, "egress"));
    var second = session.request(answer(first.getFirst(), both, null), now).sent();
    assertThat(second).singleElement().satisfies(it -> assertHas(it, "egress", "ingress"));
    assertThat(session.request(answer(second.getFirst(), both, null), now).sent()).isEmpty();

    var next = session.changed(routes("2"), now);
    assertThat(next).singleElement().satisfies(it -> assertHas(it, "egress"));
    // What is rejected holds the others up no longer, and does not come with them.
    var others = session.request(answer(next.getFirst(), both, "no"), now).sent();
    assertThat(others).singleElement().satisfies(it -> assertHas(it, "ingress"));
  }

  private static Snapshot routes(String text) {
    var routes = new LinkedHashMap<String, Message>();
    for (var name : List.of("egress", "ingress")) {
      routes.put(name, RandomSnapshots.message(name + text, Set.of()));
    }
    var none = new LinkedHashMap<String, Message>();
    return new Snapshot(none, none, none, none, routes);
  }

  private static Request answer(Sent sent, Set<String> names, @Nullable String error) {
    return new Request(ResourceType.ROUTE, sent.version(), sent.nonce(), names, error);
  }

  private static void assertHas(Sent sent, String... names) {
    assertThat(sent.resources()).containsOnlyKeys(names);
  }

  /** A server, an Envoy, and the wires between them. */
  private static final class World {
    private final Random random;
    private final RandomSnapshots snapshots;
    private final Map<String, History.Held> held = new HashMap<>();
    private final Set<String> rejected = new HashSet<>();
    private final Deque<Posted> wire = new ArrayDeque<>();
    private SimulatedEnvoy envoy;
    private Snapshot wanted;
    private Session session;
    private Duration now = Duration.ofHours(1);
    private int sent;

    private final Set<String> doubtful = new HashSet<>();

    private record Posted(Sent response, Duration at) {}

    private final History history =
        new History() {
          @Override
          public Optional<Held> find(String version) {
            return Optional.ofNullable(held.get(version));
          }

          @Override
          public void put(String version, Held what) {
            held.put(version, what);
          }

          @Override
          public boolean isDoubtful(ResourceType type, String version) {
            return doubtful.contains(type + version);
          }

          @Override
          public void doubt(ResourceType type, String version) {
            doubtful.add(type + version);
          }
        };

    World(Random random) {
      this.random = random;
      snapshots = new RandomSnapshots(random);
      wanted = snapshots.next(true);
      envoy = new SimulatedEnvoy(random);
      session = new Session(wanted, history);
      envoy.connect();
    }

    void step() {
      switch (random.nextInt(40)) {
        case 0, 1, 2, 3 -> change(snapshots.next(false));
        case 4, 5 -> pass(Duration.ofMillis(random.nextInt(5000)));
        case 6, 7 -> envoy.warm();
        case 8 -> reconnect(envoy);
        case 9 -> reconnect(new SimulatedEnvoy(random));
        default -> {
          if (random.nextBoolean()) {
            serverTakes();
          } else {
            envoyTakes();
          }
        }
      }
    }

    private void change(Snapshot next) {
      wanted = next;
      send(session.changed(wanted, now));
    }

    private void reconnect(SimulatedEnvoy next) {
      session.end();
      wire.clear();
      rejected.clear();
      envoy = next;
      if (random.nextBoolean()) {
        wanted = snapshots.next(false);
      }
      session = new Session(wanted, history);
      envoy.connect();
    }

    private void pass(Duration time) {
      now = now.plus(time);
      send(session.advance(now));
    }

    private boolean serverTakes() {
      var request = envoy.said.poll();
      if (request != null) {
        var step = session.request(request, now);
        step.rejection().ifPresent(it -> rejected.add(it.response().version()));
        send(step.sent());
      }
      return request != null;
    }

    private boolean envoyTakes() {
      var response = wire.poll();
      if (response != null) {
        envoy.take(response.response(), response.at());
      }
      return response != null;
    }

    private void send(List<Sent> responses) {
      sent += responses.size();
      assertThat(responses).extracting(Sent::version).noneMatch(rejected::contains);
      responses.forEach(it -> wire.add(new Posted(it, now)));
    }

    /** After a last change, to something good, all is done that there is to do. */
    void comeToRest() {
      change(snapshots.next(true));
      for (int round = 0; round < 1000; round++) {
        if (!serverTakes() && !envoyTakes()) {
          envoy.warm();
          var next = session.next(now);
          if (envoy.said.isEmpty() && next.isEmpty()) {
            assertEnvoyHas(wanted);
            return;
          }
          next.ifPresent(time -> pass(time.minus(now)));
        }
      }
      throw new AssertionError("it goes on for ever");
    }

    private void assertEnvoyHas(Snapshot snapshot) {
      assertThat(envoy.clusters).isEqualTo(texts(snapshot.clusters()));
      assertThat(envoy.endpoints).isEqualTo(texts(snapshot.endpoints()));
      assertThat(envoy.secrets).isEqualTo(texts(snapshot.secrets()));
      assertThat(envoy.listeners).isEqualTo(texts(snapshot.listeners()));
      assertThat(texts(envoy.routes)).isEqualTo(texts(snapshot.routes()));
      assertThat(session.accepted().get(ResourceType.CLUSTER))
          .isEqualTo(Versions.of(snapshot.clusters()));
    }

    private static Map<String, String> texts(Map<String, Message> messages) {
      var texts = new HashMap<String, String>();
      messages.forEach((name, message) -> texts.put(name, RandomSnapshots.text(message)));
      return texts;
    }
  }
}
