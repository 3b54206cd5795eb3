// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.Operation.TAG_RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.Call;
import dev.operators.appmesh.endpoint.Operation;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.RawResponses;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is not ours is never changed, and what is ours is found again. */
class OwnershipIT {

  private static final String SHARED = "shared";

  @Test
  void foreignGatewaysStayUnchangedByteForByte() {
    try (var env = new TestEnvironment("foreign", "apps");
        var raw = new RawResponses(env.endpoint)) {
      var claims = Claim.all();
      claims.forEach(it -> env.endpoint.make("apps", it.name(), it.foreign().tags()));
      var foreign = claims.stream().filter(Predicate.not(Claim::adopts)).toList();
      var before =
          foreign.stream().collect(Collectors.toMap(it -> it, it -> raw.read("apps", it.name())));
      env.endpoint.forgetCalls();

      try (var _ = env.operator()) {
        claims.forEach(it -> env.create(it.resource(env.namespace, 8080)));
        awaitHandled(env, claims, 1);
        claims.forEach(it -> env.edit(it.name(), now -> withPort(now, 8081)));
        awaitHandled(env, claims, 2);
        assertThat(claims)
            .filteredOn(Claim::adopts)
            .hasSize(8)
            .allSatisfy(it -> assertAdopted(env, it));
        env.deleteAll();
        Awaitility.await().atMost(TestEnvironment.PATIENCE).until(() -> env.all().isEmpty());
      }

      assertThat(foreign)
          .hasSize(40)
          .allSatisfy(
              it -> {
                assertThat(env.endpoint.callsAbout("apps", it.name()))
                    .extracting(Call::operation)
                    .isNotEmpty()
                    .allMatch(it.calls()::contains);
                assertThat(raw.read("apps", it.name())).isEqualTo(before.get(it));
              });
      assertThat(claims).filteredOn(Claim::adopts).allSatisfy(it -> assertParted(env, it));
    }
  }

  private static void awaitHandled(TestEnvironment env, List<Claim> claims, long generation) {
    var expected = claims.stream().collect(Collectors.toMap(Claim::name, Claim::reason));
    Awaitility.await("generation " + generation)
        .atMost(TestEnvironment.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        env.all().stream()
                            .collect(
                                Collectors.toMap(
                                    it -> it.getMetadata().getName(),
                                    it -> reason(it, generation))))
                    .isEqualTo(expected));
  }

  private static String reason(VirtualGateway resource, long generation) {
    return TestEnvironment.synced(resource)
        .filter(it -> Objects.equals(generation, it.observedGeneration()))
        .map(Condition::reason)
        .orElse("");
  }

  private static void assertAdopted(TestEnvironment env, Claim claim) {
    var gateway = env.endpoint.describe("apps", claim.name()).orElseThrow();
    assertThat(gateway.version()).isEqualTo(3);
    assertThat(gateway.spec().json()).contains(":8081,");
    assertThat(env.endpoint.tags("apps", claim.name()))
        .containsAllEntriesOf(claim.foreign().tags())
        .containsEntry("appmesh.operators.dev/namespace", env.namespace)
        .containsEntry("appmesh.operators.dev/name", claim.name());
  }

  private static void assertParted(TestEnvironment env, Claim claim) {
    if (claim.deletion().equals("Delete")) {
      assertThat(env.endpoint.describe("apps", claim.name())).isEmpty();
    } else {
      assertThat(env.endpoint.tags("apps", claim.name())).isEqualTo(claim.foreign().tags());
    }
  }

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
    assertThat(env.endpoint.describe("apps", SHARED).orElseThrow())
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
    assertThat(env.endpoint.list("apps")).hasSize(1);
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
                      .contains("that no resource owns"));

      assertThat(TestEnvironment.synced(refused).orElseThrow())
          .returns("NotOwned", Condition::reason)
          .extracting(Condition::message)
          .asString()
          .contains("adoptionPolicy to IfUnowned")
          .doesNotContain("belongs to");
      assertThat(env.endpoint.tags("apps", SHARED)).isEmpty();

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
    var owner = "here/" + env.namespace + "/first";
    assertThat(TestEnvironment.synced(refused).orElseThrow().message())
        .contains("belongs to " + owner + " (cluster/namespace/name)");
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
    var resource = Manifest.of(env.namespace, name, "apps", port);
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
      var saved = Manifest.with(Manifest.of(env.namespace, "saved", "apps", 80), "tags", tags);
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
        assertThat(env.endpoint.list("apps")).hasSize(1);
        assertThat(env.endpoint.tags("apps", "saved"))
            .containsEntry("appmesh.operators.dev/uid", restored.getMetadata().getUid())
            .containsEntry("team", "edge")
            .hasSize(5);
        env.edit("saved", it -> withPort(it, 81));
        assertThat(env.awaitReady("saved").getStatus().version()).isEqualTo(2);
        env.delete("saved");
        env.awaitGone("saved");
        assertThat(env.endpoint.list("apps")).isEmpty();
      }
    }
  }

  private static VirtualGateway withPort(VirtualGateway resource, int port) {
    return Manifest.with(resource, "listeners", List.of(Manifest.listener(port)));
  }

  /** Gateways that nobody made for our resources. */
  private enum Foreign {
    UNTAGGED,
    TAGGED,
    OWNED;

    Map<String, String> tags() {
      return switch (this) {
        case UNTAGGED -> Map.of();
        case TAGGED -> Map.of("team", "edge");
        case OWNED ->
            Map.of(
                "appmesh.operators.dev/cluster", "elsewhere",
                "appmesh.operators.dev/namespace", "shop",
                "appmesh.operators.dev/name", "ingress",
                "appmesh.operators.dev/uid", "5b4a7a5e-6f0e-4a57-9f5b-0c7e0a3b9d11");
      };
    }
  }

  /** A resource with one combination of policies, which wants the name of a foreign gateway. */
  private record Claim(
      Foreign foreign, String mode, String adoption, String deletion, String drift) {

    static List<Claim> all() {
      var all = new ArrayList<Claim>();
      for (var foreign : Foreign.values()) {
        for (var mode : List.of("Manage", "Plan")) {
          for (var adoption : List.of("Never", "IfUnowned")) {
            for (var deletion : List.of("Delete", "Retain")) {
              for (var drift : List.of("Correct", "Report")) {
                all.add(new Claim(foreign, mode, adoption, deletion, drift));
              }
            }
          }
        }
      }
      return all;
    }

    String name() {
      return String.join("-", foreign.name(), mode, adoption, deletion, drift)
          .toLowerCase(Locale.ROOT);
    }

    boolean adopts() {
      return reason().equals("InSync");
    }

    String reason() {
      if (adoption.equals("Never") || foreign == Foreign.OWNED) {
        return "NotOwned";
      }
      return mode.equals("Plan") ? "PlanOnly" : "InSync";
    }

    /** What may be called of a gateway that stays foreign; its creation is refused. */
    Set<Operation> calls() {
      return mode.equals("Plan")
          ? Set.of(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE)
          : Set.of(CREATE_VIRTUAL_GATEWAY, DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
    }

    VirtualGateway resource(String namespace, int port) {
      return Manifest.with(
          Manifest.of(namespace, name(), "apps", port),
          "management",
          Map.of(
              "mode", mode,
              "adoptionPolicy", adoption,
              "deletionPolicy", deletion,
              "driftPolicy", drift));
    }
  }
}
