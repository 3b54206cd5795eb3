// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_TAGS_FOR_RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
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

/** Gateways that were made by others, and resources that want their names, with all policies. */
class ForeignGatewaysIT {

  @Test
  void foreignGatewaysStayUnchangedByteForByte() {
    try (var env = new TestEnvironment("foreign", "apps");
        var raw = new RawResponses(env.endpoint)) {
      var claims = Claim.all();
      claims.forEach(it -> env.gateways.make("apps", it.name(), it.foreign().tags()));
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
                assertThat(env.gateways.callsAbout("apps", it.name()))
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
    var gateway = env.gateways.describe("apps", claim.name()).orElseThrow();
    assertThat(gateway.version()).isEqualTo(3);
    assertThat(gateway.spec().json()).contains(":8081,");
    assertThat(env.gateways.tags("apps", claim.name()))
        .containsAllEntriesOf(claim.foreign().tags())
        .containsEntry("appmesh.operators.dev/namespace", env.namespace)
        .containsEntry("appmesh.operators.dev/name", claim.name());
  }

  private static void assertParted(TestEnvironment env, Claim claim) {
    if (claim.deletion().equals("Delete")) {
      assertThat(env.gateways.describe("apps", claim.name())).isEmpty();
    } else {
      assertThat(env.gateways.tags("apps", claim.name())).isEqualTo(claim.foreign().tags());
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
