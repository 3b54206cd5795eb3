// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.envoy.CertificateAuthority;
import dev.operators.appmesh.kube.Kubectl;
import dev.operators.appmesh.kube.TestCluster;
import dev.operators.appmesh.kube.ThirdPartyDefinitions;
import dev.operators.appmesh.manifest.YamlText;
import dev.operators.appmesh.migrate.Finding;
import dev.operators.appmesh.migrate.export.ExportCase;
import dev.operators.appmesh.programs.TempFolder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real API server says of exported manifests, with the definitions that they are for. */
class GatewayApiIT {

  private static final int RANDOM = 60;
  private static final String BACKEND = "app=app.example.local:443,tls";

  private static final List<String> WITH_COMMANDS =
      List.of("worked-http2", "worked-mutual-tls", "worked-backend-tls", "secret-discovery");

  private static final TestCluster CLUSTER = TestCluster.shared();

  @BeforeAll
  static void applyDefinitions() throws IOException {
    ThirdPartyDefinitions.GATEWAYS.apply(CLUSTER);
  }

  @Test
  void apiServerAcceptsEveryManifest() {
    var documents = new ArrayList<Map<String, Object>>();
    for (var it : ExportCase.all()) {
      documents.addAll(it.gatewayApi().documents());
    }
    var withBackends = new ArrayList<Map<String, Object>>();
    for (var it : ExportCase.all()) {
      withBackends.addAll(it.with(BACKEND).gatewayApi().documents());
    }
    for (var it : ExportCase.random(17, RANDOM)) {
      withBackends.addAll(it.with(BACKEND).gatewayApi().documents());
    }
    assertThat(documents).hasSizeGreaterThan(150);
    assertThat(withBackends).hasSizeGreaterThan(documents.size());
    for (var all : List.of(documents, withBackends)) {
      var result = dryRun(YamlText.write(all));
      assertThat(result.err()).isEmpty();
      assertThat(result.out().lines()).hasSize(all.size());
    }
  }

  @Test
  void apiServerRefusesUnknownFields() {
    var documents = ExportCase.named("worked-http2").gatewayApi().documents();
    var text = YamlText.write(documents).replace("withUnderscoresAction", "withUnderscoreAction");
    assertThat(dryRun(text).err()).contains("unknown field").contains("withUnderscoreAction");
  }

  /** The commands of the report, with files of the test in place of the gateway's. */
  @Test
  void commandsOfTheReportWork() throws Exception {
    var namespace = CLUSTER.newNamespace("export");
    CLUSTER.client().resource(service("app", namespace, 28080)).create();
    CLUSTER.client().resource(service("web", namespace, 8080)).create();
    try (var folder = TempFolder.create("appmesh-commands-")) {
      var authority =
          CertificateAuthority.in(folder.path()).sign("server", "dns:app.example.local");
      var chain = authority.chain("server");
      var key = authority.key("server");
      var commands = new ArrayList<String>();
      for (var name : WITH_COMMANDS) {
        var report = ExportCase.named(name).gatewayApi().report();
        report.findings().forEach(found -> commands.addAll(kubectl(found)));
      }
      assertThat(commands).hasSizeGreaterThan(8);
      for (var command : commands) {
        run(
            command
                .replace("-n default ", "-n " + namespace + " ")
                .replaceAll("--cert=\\S+", "--cert=" + chain)
                .replaceAll("--key=\\S+", "--key=" + key)
                .replaceAll("=ca.crt=\\S+", "=ca.crt=" + chain));
      }
    }
    assertThat(CLUSTER.client().secrets().inNamespace(namespace).withName("yelb-gw-tls").get())
        .extracting("type")
        .isEqualTo("kubernetes.io/tls");
    assertThat(CLUSTER.client().services().inNamespace(namespace).withName("app").get())
        .extracting(it -> it.getSpec().getPorts().getFirst().getAppProtocol())
        .isEqualTo("kubernetes.io/h2c");
  }

  private static Kubectl.Result dryRun(String manifests) {
    return CLUSTER
        .kubectl()
        .runWithInput(manifests, "apply", "--dry-run=server", "--validate=strict", "-f", "-");
  }

  private static Service service(String name, String namespace, int port) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .addNewPort()
        .withPort(port)
        .endPort()
        .endSpec()
        .build();
  }

  private static List<String> kubectl(Finding found) {
    return found.commands().stream().filter(command -> command.startsWith("kubectl ")).toList();
  }

  private static void run(String command) throws IOException, InterruptedException {
    var kubectl = CLUSTER.kubectl();
    var builder =
        new ProcessBuilder("sh", "-c", kubectl.program() + command.substring("kubectl".length()))
            .redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubectl.kubeconfig().toString());
    builder.environment().put("KUBECACHEDIR", kubectl.cache().toString());
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(command + "\n" + output).isZero();
  }
}
