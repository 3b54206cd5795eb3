// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.chart.Chart;
import dev.operators.appmesh.fixture.AwsController;
import dev.operators.appmesh.fixture.ChartRelease;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.LogLines;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.TcpProxy;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.kube.Kubectl;
import dev.operators.appmesh.ops.StartupException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * An operator that has its rights in each watched namespace, from the Role and RoleBinding of the
 * chart there: what becomes of all namespaces where one takes them away.
 */
class NamespacedIT {

  private static final Pattern ADVICE = Pattern.compile("kubectl (delete virtualgateways\\S* .*)");

  @Test
  void namespaceThatTakesItsRightsAwayKeepsNobodyFromTheOther() {
    try (var env = new TestEnvironment("open", "apps");
        var log = new LogLines();
        var proxy = new TcpProxy(URI.create(env.client().getMasterUrl().toString()))) {
      var other = env.beside("closed");
      var release = release(env, other, "");
      try (var operator = operator(release, proxy, env, other.namespace)) {
        env.create("gateway", 80);
        other.create("neighbour", 80);
        env.awaitReady("gateway");
        other.awaitReady("neighbour");
        assertThat(readiness(operator).body()).isEqualTo("ok: working\n");
        awaitMetric(operator, other.namespace, 1);

        var rights = takeRights(other);
        // The API server asks nobody about a watch that it has accepted, until it is made again.
        proxy.disconnect();
        awaitMetric(operator, other.namespace, 0);
        awaitMetric(operator, env.namespace, 1);
        assertReadyBut(operator, other.namespace);
        env.changePort("gateway", 8080);
        env.awaitReady("gateway");
        other.changePort("neighbour", 8080);

        give(other, rights);
        other.awaitReady("neighbour");
        awaitMetric(operator, other.namespace, 1);
        assertThat(readiness(operator).body()).isEqualTo("ok: working\n");
        assertThat(log.lines()).containsOnlyOnce(refusal(other.namespace));
      }
    }
  }

  @Test
  void startServesTheNamespacesThatGrantIt() {
    try (var env = new TestEnvironment("open", "apps")) {
      var other = env.beside("closed");
      var release = release(env, other, "");
      var rights = takeRights(other);
      other.create("neighbour", 80);
      try (var log = new LogLines();
          var operator = operator(release, env, other.namespace)) {
        env.create("gateway", 80);
        env.awaitReady("gateway");
        awaitMetric(operator, other.namespace, 0);
        assertReadyBut(operator, other.namespace);
        assertThat(log.lines()).containsOnlyOnce(refusal(other.namespace));

        give(other, rights);
        other.awaitReady("neighbour");
        awaitMetric(operator, other.namespace, 1);
        other.changePort("neighbour", 8080);
        other.awaitReady("neighbour");
      }
    }
  }

  @Test
  void namespaceThatComesLaterIsServedThen() {
    try (var env = new TestEnvironment("open", "apps")) {
      var later = env.namespace + "-later";
      var release = release(env, env, "");
      try (var operator = operator(release, env, later)) {
        awaitMetric(operator, later, 0);

        var namespace =
            new NamespaceBuilder().withNewMetadata().withName(later).endMetadata().build();
        env.client().resource(namespace).create();
        for (var right : rights(env)) {
          right.getMetadata().setNamespace(later);
          create(env, right);
        }
        var resource = env.gateway("gateway", 80);
        resource.getMetadata().setNamespace(later);
        env.create(resource);

        Awaitility.await()
            .atMost(TestEnvironment.PATIENCE)
            .until(() -> TestEnvironment.isReady(env.client().resource(resource).get()));
      }
    }
  }

  @Test
  void operatorThatMayWatchNowhereDoesNotStart() {
    try (var env = new TestEnvironment("closed", "apps")) {
      var release = release(env, env, "");
      takeRights(env);
      assertThatThrownBy(() -> operator(release, env, env.namespace))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("the operator may not list VirtualGateway resources");
    }
  }

  @Test
  void clusterRoleOutlivesANamespace() {
    try (var env = new TestEnvironment("ending", "apps")) {
      var other = env.beside("staying");
      var release = release(env, other, "  clusterRole: true\n");
      try (var _ = operator(release, env, other.namespace)) {
        env.create("gateway", 80);
        env.awaitReady("gateway");

        takeRights(env);
        env.deleteAll();

        env.awaitGone("gateway");
        assertThat(env.gateways.list("apps")).isEmpty();
      }
    }
  }

  @Test
  void namespaceIsNotDeletedBeforeItsResources() {
    // AWS's own controller has resources of the same name, which kubectl takes if no group is
    // named.
    try (var env = new TestEnvironment("ending", "apps");
        var _ = AwsController.define(env)) {
      var other = env.beside("staying");
      var release = release(env, other, "admissionPolicy: {enabled: true}\n");
      try (var _ = operator(release, env, other.namespace)) {
        env.create("gateway", 80);
        env.awaitReady("gateway");
        Awaitility.await()
            .atMost(TestEnvironment.PATIENCE)
            .until(() -> delete(env, "--dry-run=server").exitCode() != 0);

        var refused = delete(env);
        assertThat(env.client().namespaces().withName(env.namespace).get().isMarkedForDeletion())
            .isFalse();

        var advice = ADVICE.matcher(refused.err());
        assertThat(advice.find()).as(refused.err()).isTrue();
        env.cluster.kubectl().run(advice.group(1).strip().split(" ")).orThrow();
        assertThat(env.gateways.list("apps")).isEmpty();
        Awaitility.await()
            .atMost(TestEnvironment.PATIENCE)
            .until(() -> delete(env).exitCode() == 0);
      }
    }
  }

  /** With the commands of docs/permissions.md. */
  @Test
  void namespaceThatHangsIsFinishedAsTheDocumentationSays() throws IOException {
    try (var env = new TestEnvironment("ending", "apps")) {
      var other = env.beside("staying");
      var release = release(env, other, "");
      try (var operator = operator(release, env, other.namespace)) {
        env.create("gateway", 80);
        env.awaitReady("gateway");
        takeRights(env);
        env.deleteAll();
        awaitMetric(operator, env.namespace, 0);
        assertThat(env.find("gateway")).isPresent();

        var commands = commands();
        assertThat(commands).hasSize(3);
        for (var command : commands.subList(0, 2)) {
          env.cluster
              .kubectl()
              .run(
                  command
                      .replace("appmesh-finish", "finish-" + env.namespace)
                      .replace(
                          "appmesh-system:gateways-appmesh-gateway-operator",
                          release.namespace() + ":" + release.serviceAccount())
                      .split(" "))
              .orThrow();
        }

        env.awaitGone("gateway");
        assertThat(env.gateways.list("apps")).isEmpty();
      }
    }
  }

  private static List<String> commands() throws IOException {
    return Files.readString(Path.of("docs/permissions.md"))
        .replace("\\\n", "")
        .lines()
        .filter(it -> it.startsWith("kubectl ") && it.contains("appmesh-finish"))
        .map(it -> it.substring("kubectl ".length()).replaceAll(" +", " "))
        .toList();
  }

  private static ChartRelease release(TestEnvironment env, TestEnvironment other, String values) {
    var release = ChartRelease.in(env.cluster);
    var namespaces = Stream.of(env.namespace, other.namespace).distinct().toList();
    release.install(
        Chart.PATH,
        ChartRelease.calling(env.endpoint)
            + "crds: {enabled: false}\n"
            + (values.contains("admissionPolicy") ? "" : "admissionPolicy: {enabled: false}\n")
            + "clusterId: %s\nscope:\n  namespaces: %s\n".formatted(env.namespace, namespaces)
            + values);
    return release;
  }

  private static EmbeddedOperator operator(
      ChartRelease release, TestEnvironment env, String another) {
    return operator(account(release), env, another);
  }

  /** One that talks to the API server through a proxy. */
  private static EmbeddedOperator operator(
      ChartRelease release, TcpProxy proxy, TestEnvironment env, String another) {
    var account = account(release);
    account.setMasterUrl("https://127.0.0.1:" + proxy.uri().getPort());
    return operator(account, env, another);
  }

  private static EmbeddedOperator operator(Config account, TestEnvironment env, String another) {
    return EmbeddedOperator.as(
        account, env, env.namespace, Set.copyOf(List.of(env.namespace, another)));
  }

  private static Config account(ChartRelease release) {
    var file = release.cluster().kubeconfig(release.namespace(), release.serviceAccount());
    return Config.fromKubeconfig(file.toFile());
  }

  private static List<HasMetadata> rights(TestEnvironment env) {
    var rbac = env.client().rbac();
    return Stream.<HasMetadata>concat(
            rbac.roles().inNamespace(env.namespace).list().getItems().stream(),
            rbac.roleBindings().inNamespace(env.namespace).list().getItems().stream())
        .toList();
  }

  /** As the deletion of the namespace does, and before anything else. */
  private static List<HasMetadata> takeRights(TestEnvironment env) {
    var rights = rights(env);
    rights.forEach(it -> env.client().resource(it).delete());
    return rights;
  }

  private static void give(TestEnvironment env, List<HasMetadata> rights) {
    rights.forEach(it -> create(env, it));
  }

  private static void create(TestEnvironment env, HasMetadata right) {
    right.getMetadata().setResourceVersion(null);
    right.getMetadata().setUid(null);
    env.client().resource(right).create();
  }

  private static String refusal(String namespace) {
    return "the operator may not list and watch VirtualGateways in namespace "
        + namespace
        + ", so it does not see them change: grant it as the chart does";
  }

  private static void assertReadyBut(EmbeddedOperator operator, String namespace) {
    var readiness = readiness(operator);
    assertThat(readiness.statusCode()).isEqualTo(200);
    assertThat(readiness.body()).isEqualTo("ok: working\n" + refusal(namespace) + "\n");
  }

  private static HttpResponse<String> readiness(EmbeddedOperator operator) {
    return page(operator, "/readyz");
  }

  private static void awaitMetric(EmbeddedOperator operator, String namespace, int value) {
    var line =
        "appmesh_watch_allowed{kind=\"VirtualGateway\",namespace=\"%s\"} %d.0"
            .formatted(namespace, value);
    Awaitility.await(line)
        .atMost(TestEnvironment.PATIENCE)
        .until(() -> page(operator, "/metrics").body().lines().anyMatch(line::equals));
  }

  private static HttpResponse<String> page(EmbeddedOperator operator, String path) {
    try {
      return OperatorProcess.get(operator.management().resolve(path));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Kubectl.Result delete(TestEnvironment env, String... more) {
    return env.cluster
        .kubectl()
        .run(
            Stream.concat(
                    Stream.of("delete", "namespace", env.namespace, "--wait=false"),
                    Stream.of(more))
                .toArray(String[]::new));
  }
}
