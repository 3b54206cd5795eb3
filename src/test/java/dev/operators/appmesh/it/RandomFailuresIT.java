// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.faults.Faults;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appmesh.model.NotFoundException;

/**
 * A fifth of all calls fails, from the first to the last, while a user creates, edits and deletes
 * resources. Everything gets in line all the same, and nothing is made twice.
 */
class RandomFailuresIT {

  private static final int RESOURCES = 300;
  private static final int EDITS = 3 * RESOURCES / 4;
  private static final int DELETIONS = RESOURCES / 5;
  private static final String OWNERSHIP = "appmesh.operators.dev/";

  private final long seed = Long.getLong("randomfailures.seed", System.nanoTime());

  @Test
  void convergesWhileAFifthOfAllCallsFails() {
    System.out.printf("-Drandomfailures.seed=%d%n", seed);
    try (var env = new TestEnvironment("random", "apps")) {
      var service = new Unreliable(env.endpoint, new Random(seed));
      env.endpoint.failing(service);
      var statusWrites = env.statusWrites();
      try (var _ = env.operator()) {
        work(env, new Random(seed + 1));

        Awaitility.await("everything in line")
            .atMost(Duration.ofMinutes(10))
            .pollInterval(Duration.ofMillis(500))
            .until(() -> env.all().stream().allMatch(RandomFailuresIT::isSettled));
      }
      env.endpoint.healthy();

      System.out.printf(
          "%d resources, %d edits, %d deletions: %d calls, %d of them failed %s; %.2f status writes"
              + " a resource%n",
          RESOURCES,
          EDITS,
          DELETIONS,
          service.calls.get(),
          service.faults.values().stream().mapToInt(AtomicInteger::get).sum(),
          service.faults,
          (env.statusWrites() - statusWrites) / RESOURCES);
      assertThat(service.faults).as("kinds of faults").hasSize(5);
      assertMeshHolds(env, service);
    }
  }

  /** The user: all the resources, then edits of any and deletions of some, in random order. */
  private static void work(TestEnvironment env, RandomGenerator random) {
    IntStream.range(0, RESOURCES).forEach(i -> env.apply(resource(env, i, random)));
    var tasks = new ArrayList<Runnable>();
    for (int i = 0; i < EDITS; i++) {
      int edited = random.nextInt(DELETIONS, RESOURCES);
      tasks.add(() -> env.apply(resource(env, edited, random)));
    }
    for (int i = 0; i < DELETIONS; i++) {
      int deleted = i;
      tasks.add(() -> env.delete("gw-" + deleted));
    }
    while (!tasks.isEmpty()) {
      tasks.remove(random.nextInt(tasks.size())).run();
    }
  }

  /** With a random port and some of three tags. */
  private static VirtualGateway resource(TestEnvironment env, int number, RandomGenerator random) {
    var tags =
        random
            .ints(3, 0, 3)
            .distinct()
            .mapToObj(key -> Map.of("key", "tag-" + key, "value", "v" + random.nextInt(3)))
            .toList();
    var port = random.nextInt(1, 65_536);
    return Manifest.with(env.gateway("gw-" + number, port), "tags", tags);
  }

  private static boolean isSettled(VirtualGateway resource) {
    return !resource.isMarkedForDeletion() && TestEnvironment.isReady(resource);
  }

  private static void assertMeshHolds(TestEnvironment env, Unreliable service) {
    var resources = new HashMap<String, VirtualGateway>();
    env.all().forEach(it -> resources.put(it.getMetadata().getName(), it));
    assertThat(resources).hasSize(RESOURCES - DELETIONS);
    assertThat(env.gateways.list("apps"))
        .extracting("virtualGatewayName")
        .containsExactlyInAnyOrderElementsOf(resources.keySet());
    resources.keySet().forEach(service::see);
    assertThat(service.uids)
        .containsKeys(resources.keySet().toArray(String[]::new))
        .allSatisfy((name, uids) -> assertThat(uids).as("ever made for %s", name).hasSize(1));
    assertThat(resources).allSatisfy((name, resource) -> assertInLine(env, name, resource));
  }

  private static void assertInLine(TestEnvironment env, String name, VirtualGateway resource) {
    var status = requireNonNull(resource.getStatus());
    assertThat(status.conditions())
        .extracting(Condition::type, Condition::status, Condition::reason)
        .extracting(Object::toString)
        .containsExactly(
            "(\"Ready\", \"True\", \"Available\")", "(\"Synced\", \"True\", \"InSync\")");
    assertThat(status.observedGeneration()).isEqualTo(resource.getMetadata().getGeneration());
    assertThat(status.drift()).isNullOrEmpty();
    var gateway = env.gateways.describe("apps", name).orElseThrow();
    assertThat(gateway.uid()).isEqualTo(status.uid());
    assertThat(gateway.version()).isEqualTo(status.version());
    assertThat(gateway.spec().members())
        .hasToString("{listeners=" + resource.getSpec().get("listeners") + "}");
    var tags = new HashMap<>(env.gateways.tags("apps", name));
    assertThat(tags).containsEntry(OWNERSHIP + "uid", resource.getMetadata().getUid());
    tags.keySet().removeIf(key -> key.startsWith(OWNERSHIP));
    assertThat(tags).isEqualTo(tags(resource));
  }

  private static Map<String, String> tags(VirtualGateway resource) {
    var tags = (List<?>) resource.getSpec().getOrDefault("tags", List.of());
    return tags.stream()
        .map(tag -> (Map<?, ?>) tag)
        .collect(
            Collectors.toMap(
                tag -> String.valueOf(tag.get("key")), tag -> String.valueOf(tag.get("value"))));
  }

  /** A service that fails at one call in five, and every gateway that it ever held. */
  private static final class Unreliable implements Faults {

    private static final int FAILING_PERCENT = 20;

    /** In a request of the test itself; the operator leaves it out. */
    private static final String OWN_ACCOUNT = "123456789012";

    private final EmbeddedEndpoint endpoint;
    private final RandomGenerator random;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, AtomicInteger> faults = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> uids = new ConcurrentHashMap<>();

    Unreliable(EmbeddedEndpoint endpoint, RandomGenerator random) {
      this.endpoint = endpoint;
      this.random = random;
    }

    @Override
    public Fault decide(Call call) {
      if (OWN_ACCOUNT.equals(call.query().get("meshOwner"))) {
        return new Fault.None();
      }
      // Gateways end only by such a call, so whoever looks before each of them has seen them all.
      if (call.operation() == Operation.DELETE_VIRTUAL_GATEWAY) {
        see(requireNonNull(call.name(ResourceKind.VIRTUAL_GATEWAY)));
      }
      calls.incrementAndGet();
      int percent = draw();
      if (percent >= FAILING_PERCENT) {
        return new Fault.None();
      }
      if (percent == 0) {
        // Rarer than the others, since each also slows the operator down.
        return counted("429", new Fault.Fail(ApiError.tooManyRequests()));
      }
      return switch (percent % 4) {
        case 0 -> counted("500", new Fault.Fail(ApiError.internalServerError()));
        case 1 -> counted("503", new Fault.Fail(ApiError.serviceUnavailable()));
        case 2 -> counted("cut before", new Fault.CutBefore());
        default -> counted("cut after", new Fault.CutAfter());
      };
    }

    private synchronized int draw() {
      return random.nextInt(100);
    }

    private Fault counted(String name, Fault fault) {
      faults.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
      return fault;
    }

    /** Notes which gateway has this name now. */
    void see(String name) {
      try {
        var answer =
            endpoint.sdk.describeVirtualGateway(
                it -> it.meshName("apps").meshOwner(OWN_ACCOUNT).virtualGatewayName(name));
        uids.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet())
            .add(answer.virtualGateway().metadata().uid());
      } catch (NotFoundException e) {
        // A deletion that is repeated finds nothing any more.
        uids.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet());
      }
    }
  }
}
