// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.protocol.Operation.TAG_RESOURCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.JarProcess;
import dev.operators.appmesh.clients.AwsClients;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.AwsController;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.PageCommands;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.kube.ThirdPartyDefinitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that walks people over works, command by command. */
class MigrationPageIT {

  private static final Path PAGE = Path.of("docs/migrate.md");
  private static final String BEFORE = "Before you begin";
  private static final String IN = "From AWS's controller to this operator";
  private static final String OUT = "From App Mesh to Envoy Gateway";

  /** Of those that people published. */
  private static final List<String> GATEWAYS =
      List.of("ex-k8s-connection-pools", "ex-k8s-multiple-listeners", "ex-k8s-yelb-logging");

  @TempDir private Path folder;

  private PageCommands page;
  @AutoClose private final TestEnvironment env = new TestEnvironment("page", "apps");
  private final EmbeddedOperator operator = env.operator();

  @BeforeEach
  void start() throws IOException {
    page = PageCommands.of(PAGE);
  }

  @AfterEach
  void stop() {
    operator.close();
  }

  @Test
  void everyCommandOfThePageIsRun() {
    assertThat(page.commands()).containsOnlyKeys(BEFORE, IN, OUT);
    // One block needs Envoy Gateway itself, and a name that leads to it.
    assertThat(page.fences()).containsOnly("sh", "text").filteredOn("text"::equals).hasSize(1);
  }

  @Test
  void migratesFromTheAwsController() throws IOException {
    try (var controller = AwsController.define(env)) {
      for (var name : GATEWAYS) {
        controller.leave(name);
      }
      controller.installAndFail();
      var before = env.gateways.list("apps");
      env.endpoint.forgetCalls();

      var said = run(page.below(BEFORE) + page.below(IN));

      assertThat(said).contains("3 to adopt");
      assertThat(controller.gateways()).isEmpty();
      assertThat(env.all()).hasSize(3).allMatch(TestEnvironment::isReady);
      assertThat(env.gateways.list("apps")).isEqualTo(before).hasSize(3);
      assertThat(env.endpoint.calls())
          .extracting(Call::operation)
          .containsOnly(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE, TAG_RESOURCE);
    }
  }

  @Test
  void migratesToEnvoyGateway() throws IOException {
    ThirdPartyDefinitions.GATEWAYS.apply(env.cluster);
    for (var name : GATEWAYS) {
      env.gateways.make("apps", name, AwsController.sent(name), Map.of());
    }

    var said = run(page.below(BEFORE) + page.below(OUT));

    assertThat(said).contains("3 to adopt").contains(String.join("\t", GATEWAYS));
    assertThat(env.all()).isEmpty();
    assertThat(env.gateways.list("apps")).isEmpty();
    var kubectl = env.cluster.kubectl();
    var kind = "gateways.gateway.networking.k8s.io";
    assertThat(kubectl.run("get", kind, "-n", env.namespace, "-o", "name").orThrow().lines())
        .containsExactlyInAnyOrderElementsOf(
            GATEWAYS.stream().map(name -> "gateway.gateway.networking.k8s.io/" + name).toList());
  }

  /** Runs them in one shell, which ends at the first that fails; answers what they said. */
  private String run(String commands) throws IOException {
    programs();
    var shell = new ProcessBuilder("bash", "-euxo", "pipefail", "-c", commands);
    shell.directory(folder.toFile()).redirectErrorStream(true);
    var environment = shell.environment();
    var kubectl = env.cluster.kubectl();
    var java = Path.of(System.getProperty("java.home"), "bin");
    environment.put("PATH", folder + ":" + java + ":" + environment.get("PATH"));
    environment.put("PROGRAM", JarProcess.LAUNCHER.toString());
    environment.put("APPMESH_OPERATOR_AOT_CACHE", "off");
    environment.put("KUBECONFIG", kubectl.kubeconfig().toString());
    environment.put("KUBECACHEDIR", kubectl.cache().toString());
    environment.put("NAMESPACE", env.namespace);
    environment.put("AWS_ENDPOINT_URL", env.endpoint.uri().toString());
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    var process = shell.start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.onExit().join().exitValue()).as(said).isZero();
    return said;
  }

  /** What the page takes for granted, by the names that it uses. */
  private void programs() throws IOException {
    Files.createSymbolicLink(folder.resolve("kubectl"), env.cluster.kubectl().program());
    var aws = Files.writeString(folder.resolve("aws"), "#!/bin/sh\nexec " + awsCommand());
    Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwx------"));
  }

  private static String awsCommand() {
    return "'" + String.join("' '", AwsClients.find().aws()) + "' \"$@\"\n";
  }
}
