// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DELETE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TcpProxy;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.gitops.GitOpsProgram;
import dev.operators.appmesh.kube.ThirdPartyDefinitions;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whoever waits for a resource gets one answer: {@code kubectl wait}, kstatus (Flux, Helm 4) and
 * Argo CD agree at each moment of its life.
 */
class GitOpsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARGOCD = "argocd-controller";

  private static GitOpsProgram program;

  @AutoClose private final TestEnvironment env = new TestEnvironment("gitops", "apps");

  @BeforeAll
  static void find() throws Exception {
    program = GitOpsProgram.find();
  }

  @Test
  void healthOfANewCreatingReadyAndEditedResource() throws IOException {
    env.create("edge", 80);
    assertHealth("new", "edge", "InProgress", "Progressing", false);

    env.endpoint.failing(CREATE_VIRTUAL_GATEWAY, new Fault.Fail(busy()));
    try (var _ = env.operator()) {
      env.awaitReason("edge", "ServiceError");
      assertHealth("creating", "edge", "InProgress", "Progressing", false);

      env.endpoint.healthy();
      env.awaitReady("edge");
      assertHealth("ready", "edge", "Current", "Healthy", true);
    }
    env.changePort("edge", 81);
    assertHealth("edited", "edge", "InProgress", "Progressing", false);
  }

  @Test
  void healthOfANotOwnedPlannedAndRejectedResource() throws IOException {
    env.gateways.make("apps", "taken");
    try (var _ = env.operator()) {
      env.create("taken", 80);
      env.awaitReason("taken", "NotOwned");
      assertHealth("not owned", "taken", "Failed", "Degraded", false);

      env.create(Manifest.with(env.gateway("planned", 80), "management", Map.of("mode", "Plan")));
      env.awaitReason("planned", "PlanOnly");
      assertHealth("planned", "planned", "InProgress", "Suspended", false);

      env.endpoint.failing(
          CREATE_VIRTUAL_GATEWAY, new Fault.Fail(new ApiError(400, "BadRequestException", "no")));
      env.create("refused", 80);
      env.awaitReason("refused", "InvalidSpec");
      assertHealth("rejected", "refused", "Failed", "Degraded", false);
    }
  }

  @Test
  void healthOfADriftedAndPausedResource() throws IOException {
    try (var _ = EmbeddedOperator.sweeping(env, Duration.ofSeconds(1))) {
      env.create(
          Manifest.with(env.gateway("edge", 80), "management", Map.of("driftPolicy", "Report")));
      env.awaitReady("edge");
      env.gateways.change("apps", "edge", 81);
      env.awaitReason("edge", "Drifted");
      var said = assertHealth("drifted", "edge", "Current", "Healthy", true);
      assertThat(said.argocdMessage()).contains("listeners[0].portMapping.port");

      env.annotate("edge", "paused", "true");
      env.awaitReason("edge", "Paused");
      assertHealth("paused", "edge", "Current", "Suspended", true);
      env.changePort("edge", 82);
      env.await(
          "edge",
          it ->
              Long.valueOf(2)
                  .equals(TestEnvironment.synced(it).orElseThrow().observedGeneration()));
      assertHealth("paused and edited", "edge", "InProgress", "Suspended", false);
    }
  }

  @Test
  void healthOfABlockedDeletion() throws IOException {
    try (var _ = env.operator()) {
      env.create("edge", 80);
      env.awaitReady("edge");
      env.endpoint.failing(DELETE_VIRTUAL_GATEWAY, new Fault.Fail(busy()));
      env.delete("edge");
      env.awaitReason("edge", "ServiceError");
      assertHealth("deleting", "edge", "Terminating", "Progressing", false);

      env.endpoint.failing(
          DELETE_VIRTUAL_GATEWAY,
          new Fault.Fail(new ApiError(409, "ResourceInUseException", "routes")));
      env.awaitReason("edge", "DeletionBlocked");
      assertHealth("blocked deletion", "edge", "Terminating", "Progressing", false);
      env.endpoint.healthy();
    }
  }

  @Test
  void healthDuringAndAfterAnOutage() throws IOException {
    try (var proxy = new TcpProxy(env.endpoint.uri());
        var _ = EmbeddedOperator.retiring(env, proxy.uri(), Duration.ofSeconds(2))) {
      env.create("edge", 80);
      env.awaitReady("edge");
      proxy.refuse();
      env.annotate("edge", "reconcile-requested-at", "now");
      env.awaitReason("edge", "ServiceUnavailable");
      assertHealth("service gone", "edge", "InProgress", "Progressing", false);
      proxy.accept();
      env.awaitReady("edge");
      assertHealth("service back", "edge", "Current", "Healthy", true);
    }
  }

  @Test
  void refreshActionRequestsOneReconciliation() throws IOException {
    try (var _ = env.operator()) {
      env.create("edge", 80);
      env.awaitReady("edge");
      assertThat(program.actions(json("edge"))).hasToString("{\"refresh\":{\"disabled\":false}}");
      env.gateways.change("apps", "edge", 81);

      var refreshed = program.runAction("refresh", json("edge"));
      env.cluster.kubectl().runWithInput(refreshed.toString(), "replace", "-f", "-").orThrow();

      var asked =
          refreshed.at("/metadata/annotations/appmesh.operators.dev~1reconcile-requested-at");
      env.await("edge", it -> asked.asText().equals(it.getStatus().lastHandledReconcileAt()));
      assertThat(env.status("edge").version()).as("the drift is undone").isEqualTo(3);
    }
  }

  /** What Argo CD applies stays as it is, so it never sees a difference. */
  @Test
  void operatorOwnsNothingButItsStatusAndItsFinalizer() {
    try (var _ = env.operator()) {
      applyAsArgocd(80);
      env.awaitReady("edge");
      applyAsArgocd(81);
      env.await("edge", it -> Long.valueOf(2).equals(it.getStatus().version()));
      env.cluster
          .kubectl()
          .run(
              "annotate",
              "vgw/edge",
              "-n",
              env.namespace,
              "--field-manager=" + ARGOCD,
              "appmesh.operators.dev/paused=true")
          .orThrow();
      env.awaitReason("edge", "Paused");

      var fields = new TreeSet<String>();
      env.get("edge").getMetadata().getManagedFields().stream()
          .filter(it -> !it.getManager().equals(ARGOCD))
          .<JsonNode>map(it -> JSON.valueToTree(it.getFieldsV1()))
          .forEach(
              owned ->
                  owned
                      .properties()
                      .forEach(
                          part ->
                              part.getValue()
                                  .fieldNames()
                                  .forEachRemaining(it -> fields.add(part.getKey() + " " + it))));
      assertThat(fields)
          .filteredOn(it -> !it.startsWith("f:status "))
          .containsExactly("f:metadata f:finalizers");
    }
  }

  private void applyAsArgocd(int port) {
    env.cluster
        .kubectl()
        .runWithInput(
            Serialization.asJson(env.gateway("edge", port)),
            "apply",
            "--server-side",
            "--field-manager=" + ARGOCD,
            "-f",
            "-")
        .orThrow();
  }

  @Test
  void argocdAndFluxAcceptTheExamples() throws IOException {
    ThirdPartyDefinitions.GITOPS.apply(env.cluster);
    for (var namespace : List.of("argocd", "flux-system")) {
      env.cluster.kubectl().run("create", "namespace", namespace).orThrow();
    }
    var answer =
        env.cluster
            .kubectl()
            .run(
                "apply",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                "config/argocd/application.yaml",
                "-f",
                "config/argocd/argocd-cm.yaml",
                "-f",
                "config/flux")
            .orThrow();
    assertThat(answer.lines()).hasSize(6).allMatch(it -> it.contains("created"));
  }

  /**
   * @param ready whether {@code kubectl wait --for=condition=Ready} returns at once
   */
  private GitOpsProgram.Health assertHealth(
      String moment, String name, String kstatus, String argocd, boolean ready) throws IOException {
    var health = program.health(json(name));
    assertThat(health)
        .as(moment)
        .returns(kstatus, GitOpsProgram.Health::kstatus)
        .returns(argocd, GitOpsProgram.Health::argocd);
    assertThat(health.argocdMessage()).as(moment).isNotBlank();
    var waited =
        env.cluster
            .kubectl()
            .run(
                "wait", "--for=condition=Ready", "--timeout=0", "-n", env.namespace, "vgw/" + name);
    assertThat(waited.exitCode() == 0).as("kubectl wait: %s", moment).isEqualTo(ready);
    return health;
  }

  private String json(String name) {
    return env.cluster
        .kubectl()
        .run("get", "vgw", name, "-n", env.namespace, "-o", "json")
        .orThrow();
  }

  private static ApiError busy() {
    return new ApiError(500, "InternalServerErrorException", "busy");
  }
}
