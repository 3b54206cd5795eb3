// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.kube.Kubectl;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What {@code management.deletionProtection} keeps, as the shipped admission policies do it. */
class DeletionProtectionIT {

  private static final Pattern ADVICE =
      Pattern.compile("kubectl (patch vgw \\S+ -n \\S+ --type=merge -p) '([^']+)'");

  @Test
  void aProtectedGatewayIsNotDeletedUntilThatIsLifted() {
    try (var bench = new Bench("protected", "apps");
        var _ = bench.operator()) {
      create(bench, "kept", true);
      create(bench, "free", false);
      bench.awaitReady("kept");
      bench.awaitReady("free");

      var refused = kubectl(bench, "delete", "vgw", "kept", "-n", bench.namespace);
      assertThat(refused.err())
          .contains("VirtualGateway " + bench.namespace + "/kept is protected from deletion: set");
      assertRefused(kubectl(bench, "delete", "vgw", "--all", "-n", bench.namespace));
      assertRefused(kubectl(bench, "delete", "--raw", path(bench)));
      bench.awaitGone("free");
      assertThat(bench.get("kept").isMarkedForDeletion()).isFalse();
      assertThat(bench.endpoint.list("apps"))
          .extracting("virtualGatewayName")
          .containsExactly("kept");

      follow(bench, refused.err());
      kubectl(bench, "delete", "vgw", "kept", "-n", bench.namespace).orThrow();
      assertThat(bench.endpoint.list("apps")).isEmpty();
    }
  }

  @Test
  void itsNamespaceIsNotDeletedEither() {
    try (var bench = new Bench("protected", "apps")) {
      var other = bench.cluster.newNamespace("unprotected");
      create(bench, "kept", true);
      awaitRefusal(bench);

      var refused = deleteNamespace(bench);
      assertThat(refused.err())
          .contains(
              "namespace " + bench.namespace + " has VirtualGateway kept, which is protected");
      assertThat(bench.client().namespaces().withName(bench.namespace).get().isMarkedForDeletion())
          .isFalse();
      kubectl(bench, "delete", "namespace", other, "--wait=false").orThrow();

      follow(bench, refused.err());
      Awaitility.await().atMost(Bench.PATIENCE).until(() -> deleteNamespace(bench).exitCode() == 0);
      // From here on it ends by itself, but not over one that was protected too late.
      protect(bench, "kept", true);
      assertRefused(kubectl(bench, "delete", "--raw", path(bench)));
      protect(bench, "kept", false);
      kubectl(bench, "delete", "--raw", path(bench)).orThrow();
      assertThat(bench.find("kept")).isEmpty();
    }
  }

  @Test
  void protectionAfterTheDeletionComesTooLate() {
    try (var bench = new Bench("protected", "apps")) {
      var resource = create(bench, "going", false);
      bench.edit(
          "going",
          it -> {
            it.addFinalizer("appmesh.operators.dev/test");
            return it;
          });
      bench.client().resource(resource).delete();
      protect(bench, "going", true);

      kubectl(bench, "delete", "--raw", path(bench)).orThrow();
      deleteNamespace(bench).orThrow();
      assertThat(bench.get("going").isMarkedForDeletion()).isTrue();
      bench.edit(
          "going",
          it -> {
            it.removeFinalizer("appmesh.operators.dev/test");
            return it;
          });
      assertThat(bench.find("going")).isEmpty();
    }
  }

  private static VirtualGateway create(Bench bench, String name, boolean protection) {
    var members =
        Map.of(
            "listeners",
            List.of(Manifest.listener(80)),
            "management",
            Map.of("deletionProtection", protection));
    return bench.create(Manifest.of(bench.namespace, name, "apps", members));
  }

  private static void protect(Bench bench, String name, boolean protection) {
    bench.edit(
        name, it -> Manifest.with(it, "management", Map.of("deletionProtection", protection)));
  }

  /** Does what the refusal says. */
  private static void follow(Bench bench, String refusal) {
    var advice = ADVICE.matcher(refusal);
    assertThat(advice.find()).as(refusal).isTrue();
    var command = List.of((advice.group(1) + ' ' + advice.group(2)).split(" "));
    kubectl(bench, command.toArray(String[]::new)).orThrow();
  }

  /** The API server sees for policies what has changed a moment later. */
  private static void awaitRefusal(Bench bench) {
    Awaitility.await()
        .atMost(Bench.PATIENCE)
        .until(
            () ->
                kubectl(bench, "delete", "namespace", bench.namespace, "--dry-run=server")
                        .exitCode()
                    != 0);
  }

  private static Kubectl.Result deleteNamespace(Bench bench) {
    return kubectl(bench, "delete", "namespace", bench.namespace, "--wait=false");
  }

  private static void assertRefused(Kubectl.Result result) {
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err()).contains("is protected from deletion");
  }

  /** All in one request, as the end of a namespace does. */
  private static String path(Bench bench) {
    return "/apis/appmesh.operators.dev/v1beta1/namespaces/" + bench.namespace + "/virtualgateways";
  }

  private static Kubectl.Result kubectl(Bench bench, String... arguments) {
    return bench.cluster.kubectl().run(arguments);
  }
}
