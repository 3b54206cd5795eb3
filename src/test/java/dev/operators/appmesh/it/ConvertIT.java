// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.protocol.Operation.TAG_RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.AwsController;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.migrate.controller.MigrationOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What AWS's controller made in a real cluster and at the endpoint becomes ours. */
class ConvertIT {

  @AutoClose private final TestEnvironment env = new TestEnvironment("convert", "apps");

  @Test
  void adoptsGatewaysOfTheOtherControllerAndChangesOnlyTags() throws IOException {
    try (var controller = AwsController.define(env)) {
      var gateways = new HashMap<String, String>();
      for (var name : AwsController.published()) {
        gateways.put(name, controller.leave(name));
      }
      assertThat(gateways).hasSize(10);
      var before = env.gateways.list("apps");
      var reader = reader();
      var converted = convert(reader);
      assertThat(converted.exitCode()).as(converted.err()).isZero();
      env.endpoint.forgetCalls();

      try (var _ = env.operator()) {
        env.cluster.kubectl().runWithInput(converted.out(), "apply", "-f", "-").orThrow();
        gateways.keySet().forEach(env::awaitReady);

        assertThat(env.gateways.list("apps")).isEqualTo(before);
        gateways
            .values()
            .forEach(
                gateway ->
                    assertThat(env.gateways.callsAbout("apps", gateway))
                        .extracting(Call::operation)
                        .containsExactlyInAnyOrder(
                            DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE, TAG_RESOURCE));
        env.endpoint.forgetCalls();
        gateways.keySet().forEach(name -> end(controller, name));

        assertThat(controller.gateways()).isEmpty();
        assertThat(env.gateways.list("apps")).isEqualTo(before);
        assertThat(env.endpoint.calls()).isEmpty();
        assertThat(convert(reader).err()).contains("There is no VirtualGateway");
      }
    }
  }

  @Test
  void missingKindsAreReported() {
    var run = convert(env.cluster.kubeconfig());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "cluster: it has no Mesh of appmesh.k8s.aws/v1beta2: AWS's controller, or its"
                + " definitions, are not installed there\n");
  }

  @Test
  void missingPermissionIsReported() {
    try (var _ = AwsController.define(env)) {
      env.cluster.kubectl().run("create", "sa", "-n", env.namespace, "nobody").orThrow();
      var run = convert(env.cluster.kubeconfig(env.namespace, "nobody"));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo("cluster: the user of the kubeconfig needs the right to list namespaces\n");
    }
  }

  @Test
  void unreachableClusterIsReported() throws IOException {
    var elsewhere = Files.createTempFile(Path.of("target"), "elsewhere-", ".yaml");
    var config = Files.readString(env.cluster.kubeconfig());
    Files.writeString(elsewhere, config.replaceAll("server: .*", "server: https://127.0.0.1:1"));
    var run = convert(elsewhere);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("cluster: namespaces cannot be listed: https://127.0.0.1:1");
  }

  /** A kubeconfig with the right to list what is read, and no others. */
  private Path reader() {
    var kubectl = env.cluster.kubectl();
    kubectl.run("apply", "-f", AwsController.reader()).orThrow();
    var account = env.namespace + ":reader";
    kubectl.run("create", "sa", "-n", env.namespace, "reader").orThrow();
    kubectl
        .run(
            "create",
            "clusterrolebinding",
            env.namespace,
            "--clusterrole=converting",
            "--serviceaccount=" + account)
        .orThrow();
    return env.cluster.kubeconfig(env.namespace, "reader");
  }

  /** As {@link MigrationOrder} says it. */
  private static void end(AwsController controller, String name) {
    controller.kubectl("patch", name, "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
    controller.kubectl("delete", name);
  }

  private static CommandLineRun convert(Path kubeconfig) {
    return CommandLineRun.of("convert", "--cluster", "--kubeconfig", kubeconfig.toString());
  }
}
