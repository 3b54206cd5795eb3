// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.aws.StsStandIn;
import dev.operators.appmesh.endpoint.Access;
import dev.operators.appmesh.endpoint.Call;
import dev.operators.appmesh.endpoint.Operation;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.MeshEndpoint;
import dev.operators.appmesh.fixture.Operators;
import dev.operators.appmesh.fixture.Release;
import dev.operators.appmesh.fixture.SecondAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several accounts, regions and endpoints. */
class ConnectionsIT {

  private static final int RESOURCES = 150;

  @Test
  void oneNameInTwoAccountsIsTwoGateways() {
    try (var bench = new Bench("accounts", "apps");
        var second = SecondAccount.of(bench, "eu", "eu-secret");
        var _ = Operators.sweeping(bench, Duration.ofSeconds(2))) {
      second.connect(Map.of());
      bench.create(named(bench, "here"));
      bench.create(connected(second, named(bench, "there")));

      assertThat(bench.awaitReady("here").getStatus().arn())
          .isEqualTo(MeshEndpoint.arn("apps", "ingress"));
      assertThat(bench.awaitReady("there").getStatus().arn())
          .isEqualTo(SecondAccount.arn("ingress"));
      assertThat(operations(bench.endpoint)).containsExactly(Operation.CREATE_VIRTUAL_GATEWAY);
      assertThat(operations(second.endpoint)).containsExactly(Operation.CREATE_VIRTUAL_GATEWAY);

      bench.endpoint.forgetCalls();
      second.endpoint.change("apps", "ingress", 8080);
      bench.awaitEvents("there", "Normal Created", "Normal DriftCorrected");
      assertThat(port(second.endpoint, "ingress")).contains(":80,");
      bench.delete("there");
      bench.awaitGone("there");
      assertThat(second.endpoint.list("apps")).isEmpty();
      assertThat(bench.endpoint.list("apps")).hasSize(1);
      assertThat(bench.endpoint.calls()).as("the other account was left alone").isEmpty();
    }
  }

  @Test
  void oneAccountByTwoWaysHasOneGatewayOfAName() {
    try (var bench = new Bench("same-account", "apps");
        var second = SecondAccount.of(bench, "eu", "eu-secret");
        var _ = bench.operator()) {
      second.connect(Map.of("region", "us-west-2", "endpointUrl", bench.endpoint.uri().toString()));
      bench.create(named(bench, "first"));
      bench.awaitReady("first");
      bench.create(connected(second, named(bench, "second")));

      assertThat(message(bench.awaitReason("second", "NotOwned")))
          .contains(bench.namespace + "/first");
      bench.delete("second");
      bench.awaitGone("second");
      assertThat(bench.endpoint.describe("apps", "ingress")).isPresent();
    }
  }

  @Test
  void restartCostsTheListsOfEachConnection() {
    try (var bench = new Bench("restart-accounts", "apps");
        var second = SecondAccount.of(bench, "eu", "eu-secret")) {
      second.connect(Map.of());
      try (var _ = bench.operator()) {
        IntStream.range(0, RESOURCES)
            .parallel()
            .forEach(
                i ->
                    bench.create(
                        connected(second, Manifest.of(bench.namespace, "gw-" + i, "apps", 80))));
        Awaitility.await()
            .atMost(Bench.PATIENCE)
            .until(() -> bench.all().stream().filter(Bench::isReady).count() == RESOURCES);
        Awaitility.await().atMost(Bench.PATIENCE).until(() -> bench.eventsIn() == RESOURCES);
      }
      second.endpoint.forgetCalls();
      var writes = bench.allWrites();
      try (var _ = bench.operator()) {
        Awaitility.await("the first sweep")
            .atMost(Bench.PATIENCE)
            .until(() -> second.endpoint.calls(Operation.LIST_VIRTUAL_GATEWAYS).size() == 2);
        Awaitility.await("and nothing else")
            .during(Duration.ofSeconds(3))
            .atMost(Duration.ofSeconds(5))
            .until(
                () ->
                    second.endpoint.calls().isEmpty()
                        && second.endpoint.calls(Operation.LIST_VIRTUAL_GATEWAYS).size() == 2);
      }
      assertThat(bench.allWrites()).isEqualTo(writes);
      assertThat(bench.endpoint.calls()).isEmpty();
    }
  }

  @Test
  void namespaceThatMayNotUseAConnectionCausesNoCall() {
    try (var bench = new Bench("tenant", "apps");
        var second = SecondAccount.of(bench, "eu", "eu-secret");
        var _ = Operators.sweeping(bench, Duration.ofSeconds(1))) {
      second.connect(Map.of("namespaceSelector", Map.of("matchLabels", Map.of("mesh", "eu"))));
      bench.create(connected(second, named(bench, "edge")));

      var refused = bench.awaitReason("edge", "ConnectionNotAllowed");
      assertThat(Bench.condition(refused, "Stalled")).isPresent();
      assertThat(Bench.condition(refused, "Ready").orElseThrow().status()).isEqualTo("False");
      bench.create(connected(second, named(bench, "mistake")));
      bench.awaitReason("mistake", "ConnectionNotAllowed");
      bench.delete("mistake");
      bench.awaitGone("mistake");
      assertThat(bench.endpoint.calls()).isEmpty();
      assertThat(operations(second.endpoint)).isEmpty();

      second.label("mesh", "eu");
      bench.awaitReady("edge");
      second.label("mesh", "");
      bench.awaitReason("edge", "ConnectionNotAllowed");
      second.endpoint.forgetCalls();
      bench.edit("edge", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));
      bench.await("edge", it -> Long.valueOf(2).equals(it.getStatus().observedGeneration()));
      bench.delete("edge");
      var waiting = bench.await("edge", it -> message(it).contains("cannot be deleted"));
      assertThat(message(waiting)).contains("deletionPolicy to Retain", "force-orphan");
      Awaitility.await("two sweeps")
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(4))
          .until(
              () ->
                  second.endpoint.calls().isEmpty()
                      && second.endpoint.calls(Operation.LIST_VIRTUAL_GATEWAYS).isEmpty());

      second.change(
          spec -> {
            spec.put("namespaceSelector", Map.of());
            return spec;
          });
      bench.awaitGone("edge");
      assertThat(second.endpoint.list("apps")).isEmpty();
    }
  }

  @Test
  void missingConnectionIsWaitedForAndHoldsNoDeletionInSilence() {
    try (var bench = new Bench("missing", "apps");
        var second = SecondAccount.of(bench, "eu", "eu-secret");
        var _ = bench.operator()) {
      List.of("waits", "kept", "forced", "moved")
          .forEach(it -> bench.create(connected(second, gateway(bench, it))));
      bench.awaitReason("waits", "ConnectionNotFound");
      assertThat(bench.endpoint.calls()).isEmpty();

      second.connect(Map.of());
      List.of("waits", "kept", "forced", "moved").forEach(bench::awaitReady);
      second.disconnect();
      List.of("waits", "kept", "forced", "moved")
          .forEach(it -> bench.awaitReason(it, "ConnectionNotFound"));
      assertThat(Bench.condition(bench.get("waits"), "Ready").map(Condition::status))
          .as("a gateway does not stop for that")
          .contains("True");
      second.endpoint.forgetCalls();
      List.of("waits", "kept", "forced").forEach(bench::delete);
      bench.await("waits", it -> message(it).contains("cannot be deleted"));
      bench.edit("kept", it -> Manifest.with(it, "management", Map.of("deletionPolicy", "Retain")));
      bench.awaitGone("kept");
      bench.annotate("forced", "force-orphan", "true");
      bench.awaitGone("forced");
      assertThat(second.endpoint.calls()).isEmpty();
      assertThat(second.endpoint.list("apps")).hasSize(4);

      second.connect(Map.of("region", "us-east-1"));
      var moved = bench.awaitReason("moved", "ConnectionUnusable");
      assertThat(message(moved)).contains(SecondAccount.arn("moved"), "region us-east-1");
      bench.await("waits", it -> message(it).contains("region us-east-1"));
      assertThat(second.endpoint.calls()).isEmpty();
      second.change(
          spec -> {
            spec.put("region", SecondAccount.REGION);
            return spec;
          });
      bench.awaitReady("moved");
      bench.awaitGone("waits");
      assertThat(second.endpoint.list("apps")).hasSize(3);
    }
  }

  @Test
  void secretCountsWheneverItChanges() {
    try (var bench = new Bench("secret", "apps");
        var second = SecondAccount.of(bench, "eu", "eu-secret");
        var _ = bench.operator()) {
      second.connect(Map.of("credentials", Map.of("secretName", second.name)));
      bench.create(connected(second, gateway(bench, "edge")));

      assertThat(message(bench.awaitReason("edge", "ConnectionUnusable")))
          .contains("may not read Secret " + second.name);
      second.permitSecret();
      bench.await("edge", it -> message(it).contains("There is no Secret " + second.name));
      second.storeKey("eu", "wrong");
      assertThat(message(bench.awaitReason("edge", "AccessDenied")))
          .contains("InvalidSignatureException");
      assertThat(operations(second.endpoint)).as("refused at the door").isEmpty();
      second.storeKey("eu", "eu-secret");
      bench.awaitReady("edge");
      assertThat(bench.endpoint.calls()).isEmpty();
    }
  }

  @Test
  void roleThatCannotBeAssumedIsNamed() {
    var role = "arn:aws:iam::210987654321:role/mesh-admin";
    try (var bench = new Bench("role", "apps");
        var sts = new StsStandIn();
        // It knows no sessions' keys, but who gets none from STS does not call it.
        var second = new SecondAccount(bench, new Access.Open());
        var _ = bench.operator()) {
      second.connect(Map.of("assumeRole", Map.of("roleArn", role, "externalId", "eu-1")));
      bench.create(connected(second, gateway(bench, "edge")));

      var denied = bench.awaitReason("edge", "AccessDenied");
      assertThat(message(denied))
          .startsWith("The operator may not call sts:AssumeRole: role " + role)
          .doesNotContain("Exception", "\n");
      assertThat(operations(second.endpoint)).isEmpty();

      sts.trust(role, "eu-1");
      bench.awaitReady("edge");
      assertThat(sts.requests().getLast().form())
          .containsEntry("RoleSessionName", ("appmesh-" + second.name))
          .containsEntry("ExternalId", "eu-1");
      bench.awaitEvents("edge", "Warning AccessDenied", "Normal Created");
    }
  }

  @Test
  void operatorOfSomeNamespacesKnowsNoConnections(@TempDir Path folder) {
    try (var bench = new Bench("namespaced", "apps");
        var second = SecondAccount.of(bench, "eu", "eu-secret")) {
      second.connect(Map.of());
      var values = "scope: {namespaces: [%s]}\nclusterId: some\n".formatted(bench.namespace);
      try (var _ = Release.serving(bench, values).startOperator(folder)) {
        bench.create(gateway(bench, "own"));
        bench.create(connected(second, gateway(bench, "edge")));

        bench.awaitReady("own");
        assertThat(message(bench.awaitReason("edge", "ConnectionNotAllowed")))
            .contains("This operator knows no connections");
        assertThat(operations(second.endpoint)).isEmpty();
      }
    }
  }

  /** The calls for resources, in their order. */
  private static List<Operation> operations(MeshEndpoint endpoint) {
    return endpoint.calls().stream().map(Call::operation).toList();
  }

  private static String port(MeshEndpoint endpoint, String name) {
    return endpoint.describe("apps", name).orElseThrow().spec().json();
  }

  private static String message(VirtualGateway resource) {
    return Bench.synced(resource).map(Condition::message).orElse("");
  }

  private static VirtualGateway gateway(Bench bench, String name) {
    return Manifest.of(bench.namespace, name, "apps", 80);
  }

  /** A gateway that is called ingress, whatever its resource is called. */
  private static VirtualGateway named(Bench bench, String name) {
    return Manifest.with(gateway(bench, name), "virtualGatewayName", "ingress");
  }

  private static VirtualGateway connected(SecondAccount second, VirtualGateway resource) {
    return Manifest.with(resource, "connectionRef", Map.of("name", second.name));
  }
}
