// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.ChartRelease;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.SecondAccount;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.kube.Permission;
import dev.operators.appmesh.kube.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart grants what the operator uses, and nothing else: the API server's own log of what the
 * operator asked for is compared with the roles of its service account.
 */
class RbacIT {

  private static final String RESOURCE = "virtualgateways.appmesh.operators.dev";
  private static final String FINALIZER = "appmesh.operators.dev/of-a-user";

  private final TestCluster cluster = TestCluster.shared();

  @TempDir private Path folder;

  @Test
  void permissionsForAllNamespacesAreThoseInUse() {
    try (var env = new TestEnvironment("rights", "apps");
        var second = SecondAccount.of(env, "eu", "eu-secret")) {
      // Other tests have resources in this cluster, too.
      var values =
          "watchSelector: test=%s\nconnections: {secretNames: [%s]}\n"
              .formatted(env.namespace, second.name);
      var release = ChartRelease.serving(env, values);
      second.storeKey(release.namespace(), "eu", "eu-secret");
      second.connect(Map.of("credentials", Map.of("secretName", second.name)));
      work(release, List.of(env), () -> reachByConnection(env, second));

      assertRights(release);
    }
  }

  @Test
  void permissionsForSomeNamespacesAreThoseInUse() {
    try (var env = new TestEnvironment("rights", "apps")) {
      var other = env.beside("rights");
      var values =
          "scope: {namespaces: [%s, %s]}\nclusterId: rbac\n"
              .formatted(env.namespace, other.namespace);
      var release = ChartRelease.serving(env, values);
      work(release, List.of(env, other), () -> {});

      assertRights(release);
      assertThat(cluster.client().rbac().clusterRoles().list().getItems())
          .noneMatch(role -> role.getMetadata().getName().contains(release.namespace()));
    }
  }

  @Test
  void userRolesGrantTheirPermissions() {
    try (var env = new TestEnvironment("rights", "apps")) {
      var release = ChartRelease.serving(env, "");
      for (var role : List.of("view", "edit")) {
        cluster
            .kubectl()
            .run(
                "create",
                "rolebinding",
                role,
                "--user=" + role,
                "--clusterrole=" + aggregated(release, role),
                "-n",
                env.namespace)
            .orThrow();
      }
      for (var user : List.of("view", "edit")) {
        assertThat(can(env, user, "patch", "--subresource=status")).isFalse();
      }
      assertThat(allowed(env, "view")).containsExactly("get", "list", "watch");
      assertThat(allowed(env, "edit"))
          .containsExactly("create", "update", "patch", "delete", "deletecollection");
    }
  }

  /**
   * All that the operator does in a cluster; who adds to it adds here what needs a new right.
   *
   * @param more that only an operator of the whole cluster does
   */
  private void work(ChartRelease release, List<TestEnvironment> envs, Runnable more) {
    try (var operator = release.startOperator(folder)) {
      for (var env : envs) {
        create(env, "gateway");
        env.awaitReady("gateway");
        env.changePort("gateway", 8080);
        env.await("gateway", it -> Long.valueOf(2).equals(it.getStatus().version()));
        env.awaitEvents("gateway", "Normal Created", "Normal Updated");
        removeWhileOthersTakeTheirFinalizerOff(env);
      }
      more.run();
      // Whoever ends orderly lets go of the Lease.
      operator.terminate();
      assertThat(operator.awaitExit()).isZero();
    }
  }

  /** The position of our own finalizer has changed when it is taken off, so it is looked up. */
  private static void removeWhileOthersTakeTheirFinalizerOff(TestEnvironment env) {
    env.endpoint.failing(
        call -> {
          if (call.operation() == Operation.DELETE_VIRTUAL_GATEWAY) {
            env.edit(
                "gateway",
                it -> {
                  it.removeFinalizer(FINALIZER);
                  return it;
                });
          }
          return new Fault.None();
        });
    env.resource("gateway").delete();
    env.awaitGone("gateway");
    env.endpoint.healthy();
  }

  /** By a key that is in a Secret, which the chart lets the operator get. */
  private static void reachByConnection(TestEnvironment env, SecondAccount second) {
    var resource = labelled(env, "abroad");
    env.create(Manifest.with(resource, "connectionRef", Map.of("name", second.name)));
    env.awaitReady("abroad");
    assertThat(second.gateways.list("apps")).hasSize(1);
    env.delete("abroad");
    env.awaitGone("abroad");
  }

  private static void create(TestEnvironment env, String name) {
    var resource = labelled(env, name);
    resource.addFinalizer(FINALIZER);
    env.create(resource);
  }

  private static VirtualGateway labelled(TestEnvironment env, String name) {
    var resource = env.gateway(name, 80);
    resource.getMetadata().setLabels(Map.of("test", env.namespace));
    return resource;
  }

  private void assertRights(ChartRelease release) {
    var asked = cluster.audit(release.namespace(), release.serviceAccount());
    assertThat(asked).filteredOn(request -> !request.allowed()).as("refused").isEmpty();
    assertThat(asked)
        .filteredOn(request -> request.verb().equals("list"))
        .as("in pages")
        .isNotEmpty()
        .allMatch(request -> request.query().contains("limit="));
    var rights = Permission.of(cluster.client(), release.namespace(), release.serviceAccount());
    assertThat(rights)
        .isNotEmpty()
        .filteredOn(right -> asked.stream().noneMatch(right::covers))
        .as("granted, but not used")
        .isEmpty();
    assertThat(asked)
        // Everybody may ask for that.
        .filteredOn(request -> !request.resource().equals("selfsubjectaccessreviews"))
        .filteredOn(request -> rights.stream().noneMatch(right -> right.covers(request)))
        .as("not granted by the chart")
        .isEmpty();
  }

  /** The role that a controller of the cluster would add to {@code view} or {@code edit}. */
  private String aggregated(ChartRelease release, String to) {
    var label = "rbac.authorization.k8s.io/aggregate-to-" + to;
    return cluster
        .client()
        .rbac()
        .clusterRoles()
        .withLabel(label, "true")
        .list()
        .getItems()
        .stream()
        .map(role -> role.getMetadata().getName())
        .filter(name -> name.startsWith(release.namespace()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> allowed(TestEnvironment env, String user) {
    return Stream.of(
            "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")
        .filter(verb -> can(env, user, verb, "--subresource="))
        .toList();
  }

  private static boolean can(TestEnvironment env, String user, String verb, String option) {
    return env.cluster
        .kubectl()
        .run("auth", "can-i", verb, RESOURCE, option, "-n", env.namespace, "--as=" + user)
        .out()
        .strip()
        .equals("yes");
  }
}
