// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.kube.Kubectl;
import dev.operators.appmesh.kube.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The resources of {@code config/samples}, as a user of kubectl handles them.
 *
 * @param cluster where they are
 * @param namespace where they are there
 */
record Samples(TestCluster cluster, String namespace) {

  void apply() throws IOException {
    try (var files = Files.list(Path.of("config/samples"))) {
      for (var file : files.toList()) {
        var sample = Files.readString(file);
        assertThat(sample).containsAnyOf("namespace: default", "kind: AppMeshConnection");
        var here = sample.replace("namespace: default", "namespace: " + namespace);
        cluster.kubectl().runWithInput(here, "apply", "-f", "-").orThrow();
      }
    }
  }

  void awaitReady() {
    run("wait", "vgw", "--for=condition=Ready", "--all", "--timeout=60s").orThrow();
  }

  /** What kubectl shows of them. */
  String get() {
    return run("get", "vgw").orThrow();
  }

  /** Of all, connections included. */
  String names() {
    return run("get", "vgw,amc", "-o", "name").orThrow();
  }

  void deleteAll() {
    run("delete", "vgw", "--all", "--timeout=60s").orThrow();
  }

  /** Deletes the one that the other methods change. */
  Kubectl.Result delete() {
    return run("delete", "vgw", "ingress");
  }

  Kubectl.Result protect(boolean protection) {
    return patch("{\"management\": {\"deletionProtection\": %s}}".formatted(protection));
  }

  /**
   * @param spec members of the spec as JSON
   */
  Kubectl.Result patch(String spec) {
    return run("patch", "vgw", "ingress", "--type=merge", "-p", "{\"spec\": " + spec + "}");
  }

  private Kubectl.Result run(String verb, String... more) {
    var arguments = new String[more.length + 3];
    arguments[0] = verb;
    System.arraycopy(more, 0, arguments, 1, more.length);
    arguments[more.length + 1] = "-n";
    arguments[more.length + 2] = namespace;
    return cluster.kubectl().run(arguments);
  }
}
