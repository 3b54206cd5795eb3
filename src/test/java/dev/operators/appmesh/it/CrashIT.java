// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.CREATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.Fault;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.Operators;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Interrupted at the worst moments, the operator loses nothing and makes nothing twice. */
class CrashIT {

  @Test
  void makesNoSecondGatewayAfterACrashBeforeTheStatusWrite() {
    try (var bench = new Bench("crash", "apps")) {
      var kubeconfig = bench.cluster.operatorKubeconfig();
      dieAfterTheCreation(bench, kubeconfig);
      var arn = bench.endpoint.list("apps").getFirst().arn();
      assertThat(bench.status("gw").arn()).isNull();

      try (var successor = OperatorProcess.of(bench, kubeconfig)) {
        var ready = bench.awaitReady("gw");

        assertThat(ready.getStatus().arn()).isEqualTo(arn);
        assertThat(ready.getStatus().version()).isEqualTo(1);
        assertThat(bench.endpoint.list("apps")).hasSize(1);
        assertThat(successor.output()).doesNotContain("ERROR");
      }
    }
  }

  @Test
  void appliesAnEditMadeBetweenTheCrashAndTheRestart() {
    try (var bench = new Bench("crash", "apps")) {
      var kubeconfig = bench.cluster.operatorKubeconfig();
      dieAfterTheCreation(bench, kubeconfig);
      bench.edit("gw", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));

      try (var successor = OperatorProcess.of(bench, kubeconfig)) {
        var ready = bench.awaitReady("gw");

        // The token of the first creation now stands for other content: found by its tags, updated.
        assertThat(ready.getStatus().version()).isEqualTo(2);
        assertThat(bench.endpoint.list("apps")).hasSize(1);
        assertThat(successor.output()).doesNotContain("ERROR");
      }
    }
  }

  /** An operator that makes gateway gw, and is killed before it hears of it. */
  private static void dieAfterTheCreation(Bench bench, Path kubeconfig) {
    var victim = OperatorProcess.of(bench, kubeconfig);
    victim.awaitStarted();
    bench.endpoint.failing(CREATE_VIRTUAL_GATEWAY, new Fault.CutAfter(victim::kill));
    bench.create(Manifest.of(bench.namespace, "gw", "apps", 80));
    victim.awaitExit();
    bench.endpoint.healthy();
    assertThat(bench.endpoint.list("apps")).hasSize(1);
  }

  @Test
  void deletesAndRecreatesWhatChangedWhileItWasDown() {
    try (var bench = new Bench("down", "apps")) {
      bench.create(Manifest.of(bench.namespace, "deleted", "apps", 80));
      bench.create(Manifest.of(bench.namespace, "recreated", "apps", 80));
      String firstUid;
      try (var _ = bench.operator()) {
        bench.awaitReady("deleted");
        firstUid = bench.awaitReady("recreated").getMetadata().getUid();
      }
      bench.delete("deleted");
      // Whoever is in a hurry takes the finalizer away, and makes the resource again.
      bench.delete("recreated");
      bench.edit(
          "recreated",
          it -> {
            it.getMetadata().setFinalizers(List.of());
            return it;
          });
      bench.awaitGone("recreated");
      bench.create(Manifest.of(bench.namespace, "recreated", "apps", 81));

      try (var _ = bench.operator()) {
        bench.awaitGone("deleted");
        var ready = bench.awaitReady("recreated");

        assertThat(ready.getMetadata().getUid()).isNotEqualTo(firstUid);
        assertThat(ready.getStatus().version()).isEqualTo(2);
        assertThat(bench.endpoint.list("apps")).hasSize(1);
        var arn = ready.getStatus().arn();
        assertThat(bench.endpoint.client().listTagsForResource(it -> it.resourceArn(arn)).tags())
            .filteredOn(tag -> tag.key().equals("appmesh.operators.dev/uid"))
            .extracting("value")
            .containsExactly(ready.getMetadata().getUid());
      }
    }
  }

  /** An edit that reaches the API server while a status write is held up on its way there. */
  @Test
  void losesNoEditDuringASlowStatusWrite() {
    try (var bench = new Bench("slow", "apps")) {
      var held = new CountDownLatch(1);
      var edited = new CountDownLatch(1);
      var firstStatusWrite = new AtomicReference<>(true);
      var slow =
          new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
              if (request.uri().getPath().endsWith("/gw/status")
                  && firstStatusWrite.getAndSet(false)) {
                held.countDown();
                await(edited);
              }
            }
          };
      try (var _ = Operators.start(bench, http -> http.addOrReplaceInterceptor("slow", slow))) {
        bench.create(Manifest.of(bench.namespace, "gw", "apps", 80));
        await(held);
        bench.edit("gw", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(81))));
        edited.countDown();

        var ready = bench.awaitReady("gw");

        assertThat(ready.getMetadata().getGeneration()).isEqualTo(2);
        assertThat(ready.getStatus().version()).isEqualTo(2);
      }
    }
  }

  @Test
  void servesHealthAndMetricsAndEndsOrderly() throws Exception {
    try (var bench = new Bench("signal", "apps");
        var process = OperatorProcess.of(bench, bench.cluster.operatorKubeconfig())) {
      URI management = process.awaitStarted();
      assertThat(OperatorProcess.get(management.resolve("/livez")).statusCode()).isEqualTo(200);
      assertThat(OperatorProcess.get(management.resolve("/readyz")).statusCode()).isEqualTo(200);
      var arrived = new CountDownLatch(1);
      bench.endpoint.failing(
          call -> {
            arrived.countDown();
            return new Fault.Delay(Duration.ofSeconds(3));
          });
      bench.create(Manifest.of(bench.namespace, "gw", "apps", 80));
      await(arrived);

      assertThat(OperatorProcess.get(management.resolve("/metrics")).body())
          .contains("reconciliations_started_total{controller_name=\"virtualgateway\"")
          .contains("reconciliations_execution_duration_seconds_count{")
          .contains("reconciliations_active{")
          .contains("jvm_memory_used_bytes{");

      process.terminate();

      assertThat(process.awaitExit()).isZero();
      // What was under way is finished: the gateway is made and its status written.
      assertThat(bench.status("gw").status()).isEqualTo("ACTIVE");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
