// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.aws.StsServer;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.ChartRelease;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.EndpointGateways;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.SecondAccount;
import dev.operators.appmesh.fixture.TestEnvironment;
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
  void sameNameInTwoAccountsIsTwoGateways() {
    try (var env = new TestEnvironment("accounts", "apps");
        var second = SecondAccount.of(env, "eu", "eu-secret");
        var _ = EmbeddedOperator.sweeping(env, Duration.ofSeconds(2))) {
      second.connect(Map.of());
      env.create(named(env, "here"));
      env.create(connected(second, named(env, "there")));

      assertThat(env.awaitReady("here").getStatus().arn())
          .isEqualTo(EndpointGateways.arn("apps", "ingress"));
      assertThat(env.awaitReady("there").getStatus().arn()).isEqualTo(SecondAccount.arn("ingress"));
      assertThat(operations(env.endpoint)).containsExactly(Operation.CREATE_VIRTUAL_GATEWAY);
      assertThat(operations(second.endpoint)).containsExactly(Operation.CREATE_VIRTUAL_GATEWAY);

      env.endpoint.forgetCalls();
      second.gateways.change("apps", "ingress", 8080);
      env.awaitEvents("there", "Normal Created", "Normal DriftCorrected");
      assertThat(port(second.gateways, "ingress")).contains(":80,");
      env.delete("there");
      env.awaitGone("there");
      assertThat(second.gateways.list("apps")).isEmpty();
      assertThat(env.gateways.list("apps")).hasSize(1);
      assertThat(env.endpoint.calls()).as("the other account was left alone").isEmpty();
    }
  }

  @Test
  void sameNameOverTwoConnectionsToOneAccountIsOneGateway() {
    try (var env = new TestEnvironment("same-account", "apps");
        var second = SecondAccount.of(env, "eu", "eu-secret");
        var _ = env.operator()) {
      second.connect(Map.of("region", "us-west-2", "endpointUrl", env.endpoint.uri().toString()));
      env.create(named(env, "first"));
      env.awaitReady("first");
      env.create(connected(second, named(env, "second")));

      assertThat(message(env.awaitReason("second", "NotOwned")))
          .contains("belongs to the VirtualGateway first");
      env.delete("second");
      env.awaitGone("second");
      assertThat(env.gateways.describe("apps", "ingress")).isPresent();
    }
  }

  @Test
  void restartCostsOneSweepOfEachConnection() {
    try (var env = new TestEnvironment("restart-accounts", "apps");
        var second = SecondAccount.of(env, "eu", "eu-secret")) {
      second.connect(Map.of());
      try (var _ = env.operator()) {
        IntStream.range(0, RESOURCES)
            .parallel()
            .forEach(i -> env.create(connected(second, env.gateway("gw-" + i, 80))));
        Awaitility.await()
            .atMost(TestEnvironment.PATIENCE)
            .until(() -> env.all().stream().filter(TestEnvironment::isReady).count() == RESOURCES);
        Awaitility.await()
            .atMost(TestEnvironment.PATIENCE)
            .until(() -> env.eventsIn() == RESOURCES);
      }
      second.endpoint.forgetCalls();
      var writes = env.allWrites();
      try (var _ = env.operator()) {
        Awaitility.await("the first sweep")
            .atMost(TestEnvironment.PATIENCE)
            .until(() -> second.endpoint.calls(Operation.LIST_VIRTUAL_GATEWAYS).size() == 2);
        Awaitility.await("and nothing else")
            .during(Duration.ofSeconds(3))
            .until(
                () ->
                    second.endpoint.calls().isEmpty()
                        && second.endpoint.calls(Operation.LIST_VIRTUAL_GATEWAYS).size() == 2);
      }
      assertThat(env.allWrites()).isEqualTo(writes);
      assertThat(env.endpoint.calls()).isEmpty();
    }
  }

  @Test
  void namespaceThatMayNotUseAConnectionCausesNoCall() {
    try (var env = new TestEnvironment("tenant", "apps");
        var second = SecondAccount.of(env, "eu", "eu-secret");
        var _ = EmbeddedOperator.sweeping(env, Duration.ofSeconds(1))) {
      second.connect(Map.of("namespaceSelector", Map.of("matchLabels", Map.of("mesh", "eu"))));
      env.create(connected(second, named(env, "edge")));

      var refused = env.awaitReason("edge", "ConnectionNotAllowed");
      assertThat(TestEnvironment.condition(refused, "Stalled")).isPresent();
      assertThat(TestEnvironment.condition(refused, "Ready").orElseThrow().status())
          .isEqualTo("False");
      env.create(connected(second, named(env, "mistake")));
      env.awaitReason("mistake", "ConnectionNotAllowed");
      env.delete("mistake");
      env.awaitGone("mistake");
      assertThat(env.endpoint.calls()).isEmpty();
      assertThat(operations(second.endpoint)).isEmpty();

      second.label("mesh", "eu");
      env.awaitReady("edge");
      second.label("mesh", "");
      env.awaitReason("edge", "ConnectionNotAllowed");
      second.endpoint.forgetCalls();
      env.changePort("edge", 81);
      env.await("edge", it -> Long.valueOf(2).equals(it.getStatus().observedGeneration()));
      env.delete("edge");
      var waiting = env.await("edge", it -> message(it).contains("cannot be deleted"));
      assertThat(message(waiting)).contains("deletionPolicy to Retain", "force-orphan");
      Awaitility.await("two sweeps")
          .during(Duration.ofSeconds(2))
          .until(
              () ->
                  second.endpoint.calls().isEmpty()
                      && second.endpoint.calls(Operation.LIST_VIRTUAL_GATEWAYS).isEmpty());

      second.change(
          spec -> {
            spec.put("namespaceSelector", Map.of());
            return spec;
          });
      env.awaitGone("edge");
      assertThat(second.gateways.list("apps")).isEmpty();
    }
  }

  @Test
  void missingConnectionIsWaitedForAndReportedAtADeletion() {
    try (var env = new TestEnvironment("missing", "apps");
        var second = SecondAccount.of(env, "eu", "eu-secret");
        var _ = env.operator()) {
      List.of("waits", "kept", "forced", "moved")
          .forEach(it -> env.create(connected(second, gateway(env, it))));
      env.awaitReason("waits", "ConnectionNotFound");
      assertThat(env.endpoint.calls()).isEmpty();

      second.connect(Map.of());
      List.of("waits", "kept", "forced", "moved").forEach(env::awaitReady);
      second.disconnect();
      List.of("waits", "kept", "forced", "moved")
          .forEach(it -> env.awaitReason(it, "ConnectionNotFound"));
      assertThat(TestEnvironment.condition(env.get("waits"), "Ready").map(Condition::status))
          .as("a gateway does not stop for that")
          .contains("True");
      second.endpoint.forgetCalls();
      List.of("waits", "kept", "forced").forEach(env::delete);
      env.await("waits", it -> message(it).contains("cannot be deleted"));
      env.edit("kept", it -> Manifest.with(it, "management", Map.of("deletionPolicy", "Retain")));
      env.awaitGone("kept");
      env.annotate("forced", "force-orphan", "true");
      env.awaitGone("forced");
      assertThat(second.endpoint.calls()).isEmpty();
      assertThat(second.gateways.list("apps")).hasSize(4);

      second.connect(Map.of("region", "us-east-1"));
      var moved = env.awaitReason("moved", "ConnectionUnusable");
      assertThat(message(moved)).contains(SecondAccount.arn("moved"), "region us-east-1");
      env.await("waits", it -> message(it).contains("region us-east-1"));
      assertThat(second.endpoint.calls()).isEmpty();
      second.change(
          spec -> {
            spec.put("region", SecondAccount.REGION);
            return spec;
          });
      env.awaitReady("moved");
      env.awaitGone("waits");
      assertThat(second.gateways.list("apps")).hasSize(3);
    }
  }

  @Test
  void changedSecretIsUsed() {
    try (var env = new TestEnvironment("secret", "apps");
        var second = SecondAccount.of(env, "eu", "eu-secret");
        var _ = env.operator()) {
      second.connect(Map.of("credentials", Map.of("secretName", second.name)));
      env.create(connected(second, gateway(env, "edge")));

      assertThat(message(env.awaitReason("edge", "ConnectionUnusable")))
          .as("names no Secret of the operator's namespace")
          .contains("no usable access key")
          .doesNotContain("Secret");
      second.permitSecret();
      second.storeKey("eu", "wrong");
      assertThat(message(env.awaitReason("edge", "AccessDenied")))
          .contains("InvalidSignatureException");
      assertThat(operations(second.endpoint)).as("refused at the door").isEmpty();
      second.storeKey("eu", "eu-secret");
      env.awaitReady("edge");
      assertThat(env.endpoint.calls()).isEmpty();
    }
  }

  @Test
  void roleThatCannotBeAssumedIsReported() {
    var role = "arn:aws:iam::210987654321:role/mesh-admin";
    try (var env = new TestEnvironment("role", "apps");
        var sts = new StsServer();
        // It knows no sessions' keys, but who gets none from STS does not call it.
        var second = SecondAccount.open(env);
        var _ = env.operator()) {
      second.connect(Map.of("assumeRole", Map.of("roleArn", role, "externalId", "eu-1")));
      env.create(connected(second, gateway(env, "edge")));

      var denied = env.awaitReason("edge", "AccessDenied");
      assertThat(message(denied))
          .startsWith("The operator may not call sts:AssumeRole: role " + role)
          .doesNotContain("Exception", "\n");
      assertThat(operations(second.endpoint)).isEmpty();

      sts.trust(role, "eu-1");
      env.awaitReady("edge");
      assertThat(sts.requests().getLast().form())
          .containsEntry("RoleSessionName", ("appmesh-" + second.name))
          .containsEntry("ExternalId", "eu-1");
      env.awaitEvents("edge", "Warning AccessDenied", "Normal Created");
    }
  }

  @Test
  void operatorOfSomeNamespacesReportsThatItHasNoConnections(@TempDir Path folder) {
    try (var env = new TestEnvironment("namespaced", "apps");
        var second = SecondAccount.of(env, "eu", "eu-secret")) {
      second.connect(Map.of());
      var values = "scope: {namespaces: [%s]}\nclusterId: some\n".formatted(env.namespace);
      try (var _ = ChartRelease.serving(env, values).startOperator(folder)) {
        env.create(gateway(env, "own"));
        env.create(connected(second, gateway(env, "edge")));

        env.awaitReady("own");
        assertThat(message(env.awaitReason("edge", "ConnectionNotAllowed")))
            .contains("This operator does not use connections");
        assertThat(operations(second.endpoint)).isEmpty();
      }
    }
  }

  /** The calls for resources, in their order. */
  private static List<Operation> operations(EmbeddedEndpoint endpoint) {
    return endpoint.calls().stream().map(Call::operation).toList();
  }

  private static String port(EndpointGateways gateways, String name) {
    return gateways.describe("apps", name).orElseThrow().spec().json();
  }

  private static String message(VirtualGateway resource) {
    return TestEnvironment.synced(resource).map(Condition::message).orElse("");
  }

  private static VirtualGateway gateway(TestEnvironment env, String name) {
    return env.gateway(name, 80);
  }

  /** A gateway that is called ingress, whatever its resource is called. */
  private static VirtualGateway named(TestEnvironment env, String name) {
    return Manifest.with(gateway(env, name), "virtualGatewayName", "ingress");
  }

  private static VirtualGateway connected(SecondAccount second, VirtualGateway resource) {
    return Manifest.with(resource, "connectionRef", Map.of("name", second.name));
  }
}
