// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterIT {

  private final TestCluster cluster = TestCluster.shared();

  @Test
  void kubectlReachesARealApiServer() {
    var namespace = cluster.newNamespace("cluster");
    var found = cluster.kubectl().run("get", "namespace", namespace, "-o", "name").orThrow();
    assertThat(found).isEqualToIgnoringNewLines("namespace/" + namespace);
    var unknown = cluster.kubectl().run("get", "namespace", "nowhere");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("NotFound");
  }

  @Test
  void kubeconfigIsReadableByItsOwnerOnly() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.kubeconfig())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(cluster.operatorKubeconfig())))
        .isEqualTo("rw-------");
  }

  @Test
  void operatorHasItsPermissionsAndNoOthers() throws Exception {
    var config = Config.fromKubeconfig(cluster.operatorKubeconfig().toFile());
    try (var operator = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(operator.namespaces().withName("kube-system").get()).isNotNull();
      assertThatThrownBy(() -> operator.namespaces().withName("default").get())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("forbidden");
      assertThat(allowed(operator, "virtualgateways", ""))
          .containsExactly("get", "list", "watch", "patch");
      assertThat(allowed(operator, "virtualgateways", "status")).containsExactly("patch");
    }
  }

  @Test
  void requestsAreCountedByVerbAndResource() {
    var before = cluster.requests("GET", "namespaces", "");
    var client = cluster.client();
    assertThat(client.namespaces().withName("default").get()).isNotNull();
    assertThat(cluster.requests("GET", "namespaces", "")).isGreaterThanOrEqualTo(before + 1);
    assertThat(cluster.requests("GET|POST", "namespaces", "status")).isZero();
  }

  @Test
  void theSamplesAreValid() {
    var kubectl = cluster.kubectl();
    var applied = kubectl.run("apply", "--dry-run=server", "-f", "config/samples").orThrow();
    assertThat(applied.lines()).hasSizeGreaterThanOrEqualTo(3).allMatch(l -> l.contains("created"));
  }

  private static List<String> allowed(
      KubernetesClient client, String resource, String subresource) {
    return Stream.of("get", "list", "watch", "create", "update", "patch", "delete")
        .filter(verb -> mayDo(client, verb, resource, subresource))
        .toList();
  }

  private static boolean mayDo(
      KubernetesClient client, String verb, String resource, String subresource) {
    var question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(verb)
            .withGroup("appmesh.operators.dev")
            .withResource(resource)
            .withSubresource(subresource)
            .endResourceAttributes()
            .endSpec()
            .build();
    var answer = client.authorization().v1().selfSubjectAccessReview().create(question);
    return answer.getStatus().getAllowed();
  }
}
