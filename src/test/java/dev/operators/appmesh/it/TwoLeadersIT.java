// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.UPDATE_VIRTUAL_GATEWAY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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
    try (var env = new TestEnvironment("two", "apps")) {
      try (var _ = env.operator();
          var _ = env.operator()) {
        together(env, CREATE_VIRTUAL_GATEWAY);
        names().forEach(name -> env.create(name, 80));
        names().forEach(env::awaitReady);
        env.endpoint.healthy();
        assertVersion(env, 1);
        assertThat(env.endpoint.calls(CREATE_VIRTUAL_GATEWAY)).hasSizeGreaterThanOrEqualTo(2 * 20);

        together(env, UPDATE_VIRTUAL_GATEWAY);
        names().forEach(name -> edit(env, name));
        names().forEach(env::awaitReady);
        env.endpoint.healthy();
        assertThat(env.endpoint.calls(UPDATE_VIRTUAL_GATEWAY)).hasSizeGreaterThanOrEqualTo(2 * 20);
        assertVersion(env, 2);

        env.deleteAll();
        names().forEach(env::awaitGone);
        assertThat(env.gateways.list("apps")).isEmpty();
      }
      assertThat(env.client().v1().events().inNamespace(env.namespace).list().getItems())
          .isNotEmpty()
          .extracting(it -> it.getReason() + " " + it.getInvolvedObject().getUid())
          .doesNotHaveDuplicates();
    }
  }

  /** It got its mandate, and stands still before its request leaves. */
  @Test
  void statusWriteThatComesLateChangesAndTellsNothing() {
    try (var env = new TestEnvironment("two", "apps")) {
      var begun = new CountDownLatch(1);
      var goOn = new CountDownLatch(1);
      var pause =
          new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
              if (request.uri().getPath().endsWith("/gw/status")) {
                begun.countDown();
                await(goOn);
              }
            }
          };
      VirtualGateway stored;
      try (var _ =
          EmbeddedOperator.start(env, http -> http.addOrReplaceInterceptor("pause", pause))) {
        env.create(Manifest.of(env.namespace, "gw", "apps", 80));
        await(begun);
        try (var _ = env.operator()) {
          env.awaitReady("gw");
          edit(env, "gw");
          env.awaitReady("gw");
          env.awaitEvents("gw", "Normal Created", "Normal Updated");
          stored = env.get("gw");
        }
        goOn.countDown();
      }
      assertThat(env.get("gw")).isEqualTo(stored);
      env.awaitEvents("gw", "Normal Created", "Normal Updated");
    }
  }

  /** It was told of the resource before the other wrote its status. */
  @Test
  void actOnAnOldStateIsNotToldAgainButLookedAt() {
    try (var env = new TestEnvironment("two", "apps")) {
      var both = new CountDownLatch(2);
      var told = new CountDownLatch(1);
      var second = new AtomicBoolean();
      env.endpoint.failing(
          call -> {
            if (call.operation() == CREATE_VIRTUAL_GATEWAY) {
              both.countDown();
              await(both);
              if (second.getAndSet(true)) {
                await(told);
              }
            }
            return new Fault.None();
          });
      VirtualGateway stored;
      try (var _ = env.operator();
          var _ = env.operator()) {
        env.create(Manifest.of(env.namespace, "gw", "apps", 80));
        env.awaitReady("gw");
        env.awaitEvents("gw", "Normal Created");
        stored = env.get("gw");
        told.countDown();
        Awaitility.await("it looks again")
            .atMost(TestEnvironment.PATIENCE)
            .until(() -> !env.endpoint.calls(DESCRIBE_VIRTUAL_GATEWAY).isEmpty());
      }
      assertThat(env.get("gw")).isEqualTo(stored);
      env.awaitEvents("gw", "Normal Created");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(TestEnvironment.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Holds each of these calls until both have made it for the same gateway. */
  private static void together(TestEnvironment env, Operation operation) {
    var callers = new ConcurrentHashMap<String, CountDownLatch>();
    env.endpoint.failing(
        call -> {
          if (call.operation() == operation) {
            var name = requireNonNull(call.name(ResourceKind.VIRTUAL_GATEWAY));
            var both = callers.computeIfAbsent(name, _ -> new CountDownLatch(2));
            both.countDown();
            await(both);
          }
          return new Fault.None();
        });
  }

  private static void edit(TestEnvironment env, String name) {
    env.changePort(name, 81);
  }

  private static void assertVersion(TestEnvironment env, long version) {
    assertThat(env.gateways.list("apps")).hasSize(20).extracting("version").containsOnly(version);
    assertThat(env.all())
        .hasSize(20)
        .allSatisfy(
            it -> {
              assertThat(it.getStatus().version()).isEqualTo(version);
              assertThat(it.getStatus().uid())
                  .isEqualTo(
                      env.gateways
                          .describe("apps", it.getMetadata().getName())
                          .orElseThrow()
                          .uid());
            });
  }
}
