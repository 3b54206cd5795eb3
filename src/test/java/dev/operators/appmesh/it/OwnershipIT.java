// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.protocol.Operation.TAG_RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gateway belongs to one resource, and goes to another only as its policies permit. */
class OwnershipIT {

  private static final String SHARED = "shared";

  @Test
  void firstOfTwoInANamespaceKeepsTheGateway() {
    try (var env = new TestEnvironment("rivals", "apps");
        var _ = EmbeddedOperator.ofCluster("here", env)) {
      rivalGetsTheGatewayOnlyOnceNobodyHasIt(env, env, "here");
    }
  }

  @Test
  void firstOfTwoNamespacesKeepsTheGateway() {
    try (var env = new TestEnvironment("rivals", "apps");
        var other = env.beside("rivals");
        var _ = EmbeddedOperator.ofCluster("here", env, other)) {
      rivalGetsTheGatewayOnlyOnceNobodyHasIt(env, other, "here");
    }
  }

  @Test
  void firstOfTwoClustersKeepsTheGateway() {
    try (var env = new TestEnvironment("rivals", "apps");
        var other = env.beside("rivals");
        var _ = EmbeddedOperator.ofCluster("here", env);
        var _ = EmbeddedOperator.ofCluster("there", other)) {
      rivalGetsTheGatewayOnlyOnceNobodyHasIt(env, other, "there");
    }
  }

  private static void rivalGetsTheGatewayOnlyOnceNobodyHasIt(
      TestEnvironment env, TestEnvironment rivals, String rivalCluster) {
    env.create(sharing(env, "first", 80, Map.of()));
    var first = env.awaitReady("first").getStatus();
    assertRefused(env, rivals);
    assertThat(env.gateways.describe("apps", SHARED).orElseThrow())
        .returns(first.uid(), it -> it.uid())
        .returns(1L, it -> it.version());

    env.delete("first");
    env.awaitGone("first");
    // Within a cluster it follows by itself.
    if (!rivalCluster.equals("here")) {
      request(rivals, "nobody has it");
    }

    var second = rivals.awaitReady("second").getStatus();
    assertThat(second.uid()).isNotEqualTo(first.uid());
    assertThat(env.gateways.list("apps")).hasSize(1);
    rivals.awaitEvents("second", "Warning NotOwned", "Normal Created");
  }

  @Test
  void retainedGatewayIsTakenOnlyByAResourceThatMayAdopt() {
    try (var env = new TestEnvironment("retained", "apps");
        var _ = EmbeddedOperator.ofCluster("here", env)) {
      env.create(sharing(env, "first", 80, Map.of("deletionPolicy", "Retain")));
      var first = env.awaitReady("first").getStatus();
      assertRefused(env, env);
      env.delete("first");
      env.awaitGone("first");
      var refused =
          env.await(
              "second",
              it ->
                  TestEnvironment.synced(it)
                      .orElseThrow()
                      .message()
                      .contains("no resource owns it"));

      assertThat(TestEnvironment.synced(refused).orElseThrow())
          .returns("NotOwned", Condition::reason)
          .extracting(Condition::message)
          .asString()
          .contains("adoptionPolicy to IfUnowned")
          .doesNotContain("belongs to");
      assertThat(env.gateways.tags("apps", SHARED)).isEmpty();

      env.edit(
          "second", it -> Manifest.with(it, "management", Map.of("adoptionPolicy", "IfUnowned")));
      var adopted = env.awaitReady("second").getStatus();
      assertThat(adopted.uid()).isEqualTo(first.uid());
      assertThat(adopted.version()).isEqualTo(2);
      env.awaitEvents("second", "Warning NotOwned", "Normal Adopted");
    }
  }

  /** The second one comes, is refused with its reason, and asking again changes nothing. */
  private static void assertRefused(TestEnvironment env, TestEnvironment rivals) {
    env.endpoint.forgetCalls();
    rivals.create(sharing(rivals, "second", 81, Map.of()));
    var refused = rivals.awaitReason("second", "NotOwned");
    assertThat(TestEnvironment.synced(refused).orElseThrow().message()).contains("belongs to");
    request(rivals, "once more");
    assertThat(TestEnvironment.synced(rivals.get("second")))
        .isEqualTo(TestEnvironment.synced(refused));
    rivals.awaitEvents("second", "Warning NotOwned");
    // A creation is how it asks whether the name is free; it is refused.
    assertThat(env.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(
            CREATE_VIRTUAL_GATEWAY,
            DESCRIBE_VIRTUAL_GATEWAY,
            LIST_TAGS_FOR_RESOURCE,
            CREATE_VIRTUAL_GATEWAY,
            DESCRIBE_VIRTUAL_GATEWAY,
            LIST_TAGS_FOR_RESOURCE);
  }

  private static VirtualGateway sharing(
      TestEnvironment env, String name, int port, Map<String, String> management) {
    var resource = env.gateway(name, port);
    Manifest.with(resource, "virtualGatewayName", SHARED);
    return Manifest.with(resource, "management", management);
  }

  /** Has the second one look again, and waits until it has. */
  private static void request(TestEnvironment env, String value) {
    env.annotate("second", "reconcile-requested-at", value);
    env.await("second", it -> value.equals(it.getStatus().lastHandledReconcileAt()));
  }

  @Test
  void resourceRestoredFromABackupFindsItsGateway() {
    try (var env = new TestEnvironment("restored", "apps")) {
      var tags = List.of(Map.of("key", "team", "value", "edge"));
      var saved = Manifest.with(env.gateway("saved", 80), "tags", tags);
      var lostUid = env.create(saved).getMetadata().getUid();
      VirtualGateway lost;
      try (var _ = EmbeddedOperator.ofCluster("here", env)) {
        lost = env.awaitReady("saved");
      }
      env.delete("saved");
      env.edit(
          "saved",
          it -> {
            it.getMetadata().setFinalizers(List.of());
            return it;
          });
      env.awaitGone("saved");
      env.endpoint.forgetCalls();
      var restored = env.create(saved);

      try (var _ = EmbeddedOperator.ofCluster("here", env)) {
        var ready = env.awaitReady("saved");

        assertThat(ready.getMetadata().getUid())
            .isEqualTo(restored.getMetadata().getUid())
            .isNotEqualTo(lostUid);
        assertThat(ready.getMetadata().getAnnotations()).isNullOrEmpty();
        assertThat(ready.getStatus())
            .returns(lost.getStatus().arn(), it -> it.arn())
            .returns(lost.getStatus().uid(), it -> it.uid())
            .returns(1L, it -> it.version())
            .returns(lost.getStatus().tags(), it -> it.tags());
        assertThat(env.endpoint.calls())
            .extracting(Call::operation)
            .containsExactly(
                CREATE_VIRTUAL_GATEWAY,
                DESCRIBE_VIRTUAL_GATEWAY,
                LIST_TAGS_FOR_RESOURCE,
                TAG_RESOURCE);
        assertThat(env.gateways.list("apps")).hasSize(1);
        assertThat(env.gateways.tags("apps", "saved"))
            .containsEntry("appmesh.operators.dev/uid", restored.getMetadata().getUid())
            .containsEntry("team", "edge")
            .hasSize(5);
        env.edit("saved", it -> withPort(it, 81));
        assertThat(env.awaitReady("saved").getStatus().version()).isEqualTo(2);
        env.delete("saved");
        env.awaitGone("saved");
        assertThat(env.gateways.list("apps")).isEmpty();
      }
    }
  }

  private static VirtualGateway withPort(VirtualGateway resource, int port) {
    return Manifest.with(resource, "listeners", List.of(Manifest.listener(port)));
  }
}
