// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_TAGS_FOR_RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.api.AppMeshConnection;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.model.Owner;
import dev.operators.appmesh.model.Ownership;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Two users, each of whom may edit one namespace: neither gets at the gateways of the other, unless
 * the other or who runs the cluster agrees.
 */
class TenantsIT {

  private static final String SHARED = "shared";
  private static final String FROM = "appmesh.operators.dev/allow-takeover-from";
  private static final String BY = "appmesh.operators.dev/allow-takeover-by";

  /** What the cluster roles view and edit get of ours, where something aggregates them. */
  private static final String ROLES = "appmesh-system.appmesh-gateway-operator-";

  /** A user of a namespace, by what the API server lets a service account with role edit do. */
  private record User(TestEnvironment env, KubernetesClient client) implements AutoCloseable {

    static User of(TestEnvironment env) {
      var admin = env.client();
      admin
          .resource(
              new ServiceAccountBuilder()
                  .withNewMetadata()
                  .withNamespace(env.namespace)
                  .withName("user")
                  .endMetadata()
                  .build())
          .create();
      for (var role : List.of("view", "edit")) {
        admin
            .resource(
                new RoleBindingBuilder()
                    .withNewMetadata()
                    .withNamespace(env.namespace)
                    .withName(role)
                    .endMetadata()
                    .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", ROLES + role)
                    .addNewSubject("", "ServiceAccount", "user", env.namespace)
                    .build())
            .create();
      }
      var login = Config.fromKubeconfig(env.cluster.kubeconfig(env.namespace, "user").toFile());
      return new User(env, new KubernetesClientBuilder().withConfig(login).build());
    }

    void create(String name, int port, Map<String, Object> management) {
      var resource = Manifest.with(env.gateway(name, port), "virtualGatewayName", SHARED);
      client.resource(Manifest.with(resource, "management", management)).create();
    }

    void annotate(TestEnvironment where, String name, String annotation, @Nullable String value) {
      client
          .resources(VirtualGateway.class)
          .inNamespace(where.namespace)
          .withName(name)
          .edit(
              it -> {
                var annotations = new HashMap<>(it.getMetadata().getAnnotations());
                annotations.put(annotation, value);
                it.getMetadata().setAnnotations(annotations);
                return it;
              });
    }

    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void whoGainsNeverDecides() {
    try (var a = new TestEnvironment("team-a", "apps");
        var b = a.beside("team-b");
        var owner = User.of(a);
        var taker = User.of(b);
        var _ = EmbeddedOperator.ofCluster("here", a, b)) {
      owner.create("edge", 80, Map.of("deletionProtection", true));
      var owned = a.awaitReady("edge").getStatus();

      taker.create("mine", 81, Map.of("adoptionPolicy", "IfUnowned"));
      var refused = b.awaitReason("mine", "NotOwned");
      assertThat(TestEnvironment.synced(refused).orElseThrow().message())
          .doesNotContain(a.namespace)
          .contains(BY + ": \"" + b.namespace + "/mine\"");
      a.endpoint.forgetCalls();
      taker.annotate(b, "mine", FROM, "here/" + a.namespace + "/edge");
      b.await("mine", it -> !a.endpoint.calls(LIST_TAGS_FOR_RESOURCE).isEmpty());
      assertThatThrownBy(() -> taker.annotate(a, "edge", BY, b.namespace + "/mine"))
          .isInstanceOfSatisfying(
              KubernetesClientException.class, it -> assertThat(it.getCode()).isEqualTo(403));
      b.delete("mine");
      b.awaitGone("mine");

      assertThat(a.gateways.describe("apps", SHARED).orElseThrow())
          .returns(owned.uid(), it -> it.uid())
          .returns(1L, it -> it.version());
      assertThat(TestEnvironment.isReady(a.get("edge"))).isTrue();
    }
  }

  @Test
  void whoLosesAGatewayAgreesAndLearnsItAtOnce() {
    try (var a = new TestEnvironment("team-a", "apps");
        var b = a.beside("team-b");
        var owner = User.of(a);
        var taker = User.of(b);
        var _ = EmbeddedOperator.ofCluster("here", a, b)) {
      owner.create("edge", 80, Map.of());
      var owned = a.awaitReady("edge").getStatus();
      taker.create("mine", 81, Map.of());
      b.awaitReason("mine", "NotOwned");
      taker.annotate(b, "mine", FROM, a.namespace + "/edge");

      owner.annotate(a, "edge", BY, b.namespace + "/mine");

      assertThat(b.awaitReady("mine").getStatus())
          .returns(owned.uid(), it -> it.uid())
          .returns(2L, it -> it.version());
      var lost = a.awaitReason("edge", "NotOwned");
      assertThat(TestEnvironment.synced(lost).orElseThrow().message())
          .contains("a VirtualGateway in another namespace")
          .doesNotContain(b.namespace);
      a.awaitEvents("edge", "Normal Created", "Warning NotOwned");
      a.delete("edge");
      a.awaitGone("edge");
      assertThat(a.gateways.describe("apps", SHARED)).isPresent();
    }
  }

  /** Not even where somebody has removed the tags of a gateway that is in use. */
  @Test
  void gatewayOfALivingResourceIsNotAdopted() {
    try (var a = new TestEnvironment("team-a", "apps");
        var b = a.beside("team-b");
        var owner = User.of(a);
        var taker = User.of(b);
        var _ = EmbeddedOperator.ofCluster("here", a, b)) {
      owner.create("edge", 80, Map.of());
      a.awaitReady("edge");
      a.gateways.untag("apps", SHARED);

      taker.create("mine", 81, Map.of("adoptionPolicy", "IfUnowned"));

      b.awaitReason("mine", "NotOwned");
      assertThat(a.gateways.tags("apps", SHARED)).isEmpty();
      assertThat(a.gateways.describe("apps", SHARED).orElseThrow().version()).isEqualTo(1);
    }
  }

  @Test
  void grantsOfTheDefaultConnectionSayWhoMayDoWhat() {
    try (var a = new TestEnvironment("team-a", "apps", "payments");
        var b = a.beside("team-b");
        var owner = User.of(a);
        var taker = User.of(b);
        var _ = defaultConnection(a, b);
        var _ = EmbeddedOperator.ofCluster("here", a, b)) {
      owner.create("kept", 80, Map.of("deletionPolicy", "Retain"));
      a.awaitReady("kept");
      a.delete("kept");
      a.awaitGone("kept");

      taker.create("mine", 81, Map.of("adoptionPolicy", "IfUnowned"));
      assertThat(TestEnvironment.synced(b.awaitReason("mine", "NotOwned")).orElseThrow().message())
          .contains("grant with mayAdopt");
      b.create(Manifest.with(b.gateway("elsewhere", 80), "meshName", "payments"));
      assertThat(
              TestEnvironment.synced(b.awaitReason("elsewhere", "ConnectionNotAllowed"))
                  .orElseThrow()
                  .message())
          .contains("may not have gateways in mesh payments");

      owner.create("again", 80, Map.of("adoptionPolicy", "IfUnowned"));
      a.awaitReady("again");
      a.awaitEvents("again", "Normal Adopted");
      assertThat(a.gateways.list("payments")).isEmpty();
    }
  }

  @Test
  void gatewayOfAResourceThatIsGoneIsGrantedByWhoRunsTheCluster() {
    try (var a = new TestEnvironment("team-a", "apps");
        var b = a.beside("team-b");
        var taker = User.of(b);
        var _ = EmbeddedOperator.ofCluster("here", a, b)) {
      var gone = new Owner("here", a.namespace, "gone");
      a.gateways.make("apps", SHARED, Ownership.tags(gone, "uid-of-gone").values());
      taker.create("mine", 81, Map.of());
      b.awaitReason("mine", "NotOwned");
      taker.annotate(b, "mine", FROM, gone.inCluster());
      b.await("mine", it -> !message(it).contains(FROM));
      assertThat(message(b.get("mine"))).contains("who runs the cluster must grant");
      assertThat(a.gateways.describe("apps", SHARED).orElseThrow().version()).isEqualTo(1);

      var takeover = Map.of("meshNames", List.of("*"), "mayTakeOverFrom", List.of("here"));
      try (var _ = connection(a, List.of(grant(b, takeover)))) {
        assertThat(b.awaitReady("mine").getStatus().version()).isEqualTo(2);
        b.awaitEvents("mine", "Warning NotOwned", "Normal TakenOver");
      }
    }
  }

  private static String message(VirtualGateway resource) {
    return TestEnvironment.synced(resource).orElseThrow().message();
  }

  /** Closing it deletes the connection, which would govern the resources of other tests. */
  private record Connection(TestEnvironment env, AppMeshConnection connection)
      implements AutoCloseable {
    @Override
    public void close() {
      env.client().resource(connection).delete();
    }
  }

  private static Connection defaultConnection(TestEnvironment a, TestEnvironment b) {
    return connection(
        a,
        List.of(
            grant(a, Map.of("meshNames", List.of("apps", "pay*"), "mayAdopt", true)),
            grant(b, Map.of("meshNames", List.of("apps")))));
  }

  private static Connection connection(TestEnvironment env, List<Map<String, Object>> grants) {
    var connection = new AppMeshConnection();
    connection.setMetadata(new ObjectMetaBuilder().withName("default").build());
    connection.setSpec(
        Map.of(
            "region", "us-west-2", "endpointUrl", env.endpoint.uri().toString(), "grants", grants));
    env.client().resource(connection).create();
    return new Connection(env, connection);
  }

  private static Map<String, Object> grant(TestEnvironment env, Map<String, ?> members) {
    var grant = new HashMap<String, Object>(members);
    grant.put(
        "namespaceSelector",
        Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", env.namespace)));
    return grant;
  }
}
