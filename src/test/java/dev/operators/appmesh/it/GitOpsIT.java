// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.DELETE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.operators.appmesh.endpoint.ApiError;
import dev.operators.appmesh.endpoint.Fault;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Gate;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.Operators;
import dev.operators.appmesh.gitops.Judges;
import dev.operators.appmesh.kube.PublishedDefinitions;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever waits for a resource gets one answer: {@code kubectl wait}, kstatus (Flux, Helm 4) and
 * Argo CD agree at each moment of its life.
 */
class GitOpsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARGOCD = "argocd-controller";

  private static Judges judges;

  private Bench bench;

  @BeforeAll
  static void summon() throws Exception {
    judges = Judges.summon();
  }

  @BeforeEach
  void start() {
    bench = new Bench("gitops", "apps");
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void newCreatingReadyEdited() {
    bench.create(Manifest.of(bench.namespace, "edge", "apps", 80));
    judge("new", "edge", "InProgress", "Progressing", false);

    bench.endpoint.failing(CREATE_VIRTUAL_GATEWAY, new Fault.Fail(busy()));
    try (var _ = bench.operator()) {
      bench.awaitReason("edge", "ServiceError");
      judge("creating", "edge", "InProgress", "Progressing", false);

      bench.endpoint.healthy();
      bench.awaitReady("edge");
      judge("ready", "edge", "Current", "Healthy", true);
    }
    bench.edit("edge", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));
    judge("edited", "edge", "InProgress", "Progressing", false);
  }

  @Test
  void rejectedNotOwnedAndPlanned() {
    bench.endpoint.make("apps", "taken");
    try (var _ = bench.operator()) {
      bench.create(Manifest.of(bench.namespace, "taken", "apps", 80));
      bench.awaitReason("taken", "NotOwned");
      judge("not owned", "taken", "Failed", "Degraded", false);

      bench.create(
          Manifest.with(
              Manifest.of(bench.namespace, "planned", "apps", 80),
              "management",
              Map.of("mode", "Plan")));
      bench.awaitReason("planned", "PlanOnly");
      judge("planned", "planned", "InProgress", "Suspended", false);

      bench.endpoint.failing(
          CREATE_VIRTUAL_GATEWAY, new Fault.Fail(new ApiError(400, "BadRequestException", "no")));
      bench.create(Manifest.of(bench.namespace, "refused", "apps", 80));
      bench.awaitReason("refused", "InvalidSpec");
      judge("rejected", "refused", "Failed", "Degraded", false);
    }
  }

  @Test
  void driftedAndPaused() {
    try (var _ = Operators.sweeping(bench, Duration.ofSeconds(1))) {
      bench.create(
          Manifest.with(
              Manifest.of(bench.namespace, "edge", "apps", 80),
              "management",
              Map.of("driftPolicy", "Report")));
      bench.awaitReady("edge");
      bench.endpoint.change("apps", "edge", 81);
      bench.awaitReason("edge", "Drifted");
      var said = judge("drifted", "edge", "Current", "Healthy", true);
      assertThat(said.argocdMessage()).contains("listeners[0].portMapping.port");

      bench.annotate("edge", "paused", "true");
      bench.awaitReason("edge", "Paused");
      judge("paused", "edge", "Current", "Suspended", true);
      bench.edit("edge", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(82))));
      bench.await(
          "edge",
          it -> Long.valueOf(2).equals(Bench.synced(it).orElseThrow().observedGeneration()));
      judge("paused and edited", "edge", "InProgress", "Suspended", false);
    }
  }

  @Test
  void deletingAndBlocked() {
    try (var _ = bench.operator()) {
      bench.create(Manifest.of(bench.namespace, "edge", "apps", 80));
      bench.awaitReady("edge");
      bench.endpoint.failing(DELETE_VIRTUAL_GATEWAY, new Fault.Fail(busy()));
      bench.delete("edge");
      bench.awaitReason("edge", "ServiceError");
      judge("deleting", "edge", "Terminating", "Progressing", false);

      bench.endpoint.failing(
          DELETE_VIRTUAL_GATEWAY,
          new Fault.Fail(new ApiError(409, "ResourceInUseException", "routes")));
      bench.awaitReason("edge", "DeletionBlocked");
      judge("blocked deletion", "edge", "Terminating", "Progressing", false);
      bench.endpoint.healthy();
    }
  }

  @Test
  void serviceGoneAndBack() throws IOException {
    try (var gate = new Gate(bench.endpoint.uri());
        var _ = Operators.retiring(bench, gate.uri(), Duration.ofSeconds(2))) {
      bench.create(Manifest.of(bench.namespace, "edge", "apps", 80));
      bench.awaitReady("edge");
      gate.shut();
      bench.annotate("edge", "reconcile-requested-at", "now");
      bench.awaitReason("edge", "ServiceUnavailable");
      judge("service gone", "edge", "InProgress", "Progressing", false);
      gate.open();
      bench.awaitReady("edge");
      judge("service back", "edge", "Current", "Healthy", true);
    }
  }

  @Test
  void refreshHasTheOperatorLookOnce() {
    try (var _ = bench.operator()) {
      bench.create(Manifest.of(bench.namespace, "edge", "apps", 80));
      bench.awaitReady("edge");
      assertThat(judges.actions(json("edge"))).hasToString("{\"refresh\":{\"disabled\":false}}");
      bench.endpoint.change("apps", "edge", 81);

      var refreshed = judges.act("refresh", json("edge"));
      bench.cluster.kubectl().runWithInput(refreshed.toString(), "replace", "-f", "-").orThrow();

      var asked =
          refreshed.at("/metadata/annotations/appmesh.operators.dev~1reconcile-requested-at");
      bench.await("edge", it -> asked.asText().equals(it.getStatus().lastHandledReconcileAt()));
      assertThat(bench.status("edge").version()).as("the drift is undone").isEqualTo(3);
    }
  }

  /** What Argo CD applies stays as it is, so it never sees a difference. */
  @Test
  void operatorOwnsNothingButItsStatusAndItsFinalizer() {
    try (var _ = bench.operator()) {
      applyAsArgocd(80);
      bench.awaitReady("edge");
      applyAsArgocd(81);
      bench.await("edge", it -> Long.valueOf(2).equals(it.getStatus().version()));
      bench
          .cluster
          .kubectl()
          .run(
              "annotate",
              "vgw/edge",
              "-n",
              bench.namespace,
              "--field-manager=" + ARGOCD,
              "appmesh.operators.dev/paused=true")
          .orThrow();
      bench.awaitReason("edge", "Paused");

      var fields = new TreeSet<String>();
      bench.get("edge").getMetadata().getManagedFields().stream()
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
    bench
        .cluster
        .kubectl()
        .runWithInput(
            Serialization.asJson(Manifest.of(bench.namespace, "edge", "apps", port)),
            "apply",
            "--server-side",
            "--field-manager=" + ARGOCD,
            "-f",
            "-")
        .orThrow();
  }

  @Test
  void examplesAreWhatArgocdAndFluxTake() throws IOException {
    PublishedDefinitions.GITOPS.apply(bench.cluster);
    for (var namespace : List.of("argocd", "flux-system")) {
      bench.cluster.kubectl().run("create", "namespace", namespace).orThrow();
    }
    var answer =
        bench
            .cluster
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
  private Judges.Verdict judge(
      String moment, String name, String kstatus, String argocd, boolean ready) {
    var verdict = judges.judge(json(name));
    assertThat(verdict)
        .as(moment)
        .returns(kstatus, Judges.Verdict::kstatus)
        .returns(argocd, Judges.Verdict::argocd);
    assertThat(verdict.argocdMessage()).as(moment).isNotBlank();
    var waited =
        bench
            .cluster
            .kubectl()
            .run(
                "wait",
                "--for=condition=Ready",
                "--timeout=0",
                "-n",
                bench.namespace,
                "vgw/" + name);
    assertThat(waited.exitCode() == 0).as("kubectl wait: %s", moment).isEqualTo(ready);
    return verdict;
  }

  private String json(String name) {
    return bench
        .cluster
        .kubectl()
        .run("get", "vgw", name, "-n", bench.namespace, "-o", "json")
        .orThrow();
  }

  private static ApiError busy() {
    return new ApiError(500, "InternalServerErrorException", "busy");
  }
}
