// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
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
  void protectedGatewayIsNotDeletedUntilItsProtectionEnds() {
    try (var env = new TestEnvironment("protected", "apps");
        var _ = env.operator()) {
      create(env, "kept", true);
      create(env, "free", false);
      env.awaitReady("kept");
      env.awaitReady("free");

      var refused = kubectl(env, "delete", "vgw", "kept", "-n", env.namespace);
      assertThat(refused.err())
          .contains("VirtualGateway " + env.namespace + "/kept is protected from deletion: set");
      assertRefused(kubectl(env, "delete", "vgw", "--all", "-n", env.namespace));
      assertRefused(kubectl(env, "delete", "--raw", path(env)));
      env.awaitGone("free");
      assertThat(env.get("kept").isMarkedForDeletion()).isFalse();
      assertThat(env.gateways.list("apps"))
          .extracting("virtualGatewayName")
          .containsExactly("kept");

      follow(env, refused.err());
      kubectl(env, "delete", "vgw", "kept", "-n", env.namespace).orThrow();
      assertThat(env.gateways.list("apps")).isEmpty();
    }
  }

  @Test
  void namespaceOfAProtectedGatewayIsNotDeleted() {
    try (var env = new TestEnvironment("protected", "apps")) {
      var other = env.cluster.newNamespace("unprotected");
      create(env, "kept", true);
      awaitRefusal(env);

      var refused = deleteNamespace(env);
      assertThat(refused.err())
          .contains("namespace " + env.namespace + " has VirtualGateway kept, which is protected");
      assertThat(env.client().namespaces().withName(env.namespace).get().isMarkedForDeletion())
          .isFalse();
      kubectl(env, "delete", "namespace", other, "--wait=false").orThrow();

      follow(env, refused.err());
      Awaitility.await()
          .atMost(TestEnvironment.PATIENCE)
          .until(() -> deleteNamespace(env).exitCode() == 0);
      // From here on it ends by itself, but not over one that was protected too late.
      protect(env, "kept", true);
      assertRefused(kubectl(env, "delete", "--raw", path(env)));
      protect(env, "kept", false);
      kubectl(env, "delete", "--raw", path(env)).orThrow();
      assertThat(env.find("kept")).isEmpty();
    }
  }

  @Test
  void protectionAfterTheDeletionHasNoEffect() {
    try (var env = new TestEnvironment("protected", "apps")) {
      var resource = create(env, "going", false);
      env.edit(
          "going",
          it -> {
            it.addFinalizer("appmesh.operators.dev/test");
            return it;
          });
      env.client().resource(resource).delete();
      protect(env, "going", true);

      kubectl(env, "delete", "--raw", path(env)).orThrow();
      deleteNamespace(env).orThrow();
      assertThat(env.get("going").isMarkedForDeletion()).isTrue();
      env.edit(
          "going",
          it -> {
            it.removeFinalizer("appmesh.operators.dev/test");
            return it;
          });
      assertThat(env.find("going")).isEmpty();
    }
  }

  private static VirtualGateway create(TestEnvironment env, String name, boolean protection) {
    var members =
        Map.of(
            "listeners",
            List.of(Manifest.listener(80)),
            "management",
            Map.of("deletionProtection", protection));
    return env.create(Manifest.of(env.namespace, name, "apps", members));
  }

  private static void protect(TestEnvironment env, String name, boolean protection) {
    env.edit(name, it -> Manifest.with(it, "management", Map.of("deletionProtection", protection)));
  }

  /** Does what the refusal says. */
  private static void follow(TestEnvironment env, String refusal) {
    var advice = ADVICE.matcher(refusal);
    assertThat(advice.find()).as(refusal).isTrue();
    var command = List.of((advice.group(1) + ' ' + advice.group(2)).split(" "));
    kubectl(env, command.toArray(String[]::new)).orThrow();
  }

  /** The API server sees for policies what has changed a moment later. */
  private static void awaitRefusal(TestEnvironment env) {
    Awaitility.await()
        .atMost(TestEnvironment.PATIENCE)
        .until(
            () ->
                kubectl(env, "delete", "namespace", env.namespace, "--dry-run=server").exitCode()
                    != 0);
  }

  private static Kubectl.Result deleteNamespace(TestEnvironment env) {
    return kubectl(env, "delete", "namespace", env.namespace, "--wait=false");
  }

  private static void assertRefused(Kubectl.Result result) {
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err()).contains("is protected from deletion");
  }

  /** All in one request, as the end of a namespace does. */
  private static String path(TestEnvironment env) {
    return "/apis/appmesh.operators.dev/v1beta1/namespaces/" + env.namespace + "/virtualgateways";
  }

  private static Kubectl.Result kubectl(TestEnvironment env, String... arguments) {
    return env.cluster.kubectl().run(arguments);
  }
}
