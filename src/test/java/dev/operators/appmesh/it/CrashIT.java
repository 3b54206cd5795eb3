// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.CREATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.TestEnvironment;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Interrupted at the worst moments, the operator loses nothing and makes nothing twice. */
class CrashIT {

  @Test
  void createsNoSecondGatewayAfterACrashBeforeTheStatusWrite() {
    try (var env = new TestEnvironment("crash", "apps")) {
      var kubeconfig = env.cluster.operatorKubeconfig();
      dieAfterTheCreation(env, kubeconfig);
      var arn = env.gateways.list("apps").getFirst().arn();
      assertThat(env.status("gw").arn()).isNull();

      try (var successor = OperatorProcess.of(env, kubeconfig)) {
        var ready = env.awaitReady("gw");

        assertThat(ready.getStatus().arn()).isEqualTo(arn);
        assertThat(ready.getStatus().version()).isEqualTo(1);
        assertThat(env.gateways.list("apps")).hasSize(1);
        assertThat(successor.output()).doesNotContain("ERROR");
      }
    }
  }

  @Test
  void appliesAnEditMadeBetweenTheCrashAndTheRestart() {
    try (var env = new TestEnvironment("crash", "apps")) {
      var kubeconfig = env.cluster.operatorKubeconfig();
      dieAfterTheCreation(env, kubeconfig);
      env.changePort("gw", 81);

      try (var successor = OperatorProcess.of(env, kubeconfig)) {
        var ready = env.awaitReady("gw");

        // The token of the first creation now stands for other content: found by its tags, updated.
        assertThat(ready.getStatus().version()).isEqualTo(2);
        assertThat(env.gateways.list("apps")).hasSize(1);
        assertThat(successor.output()).doesNotContain("ERROR");
      }
    }
  }

  /** An operator that makes gateway gw, and is killed before it hears of it. */
  private static void dieAfterTheCreation(TestEnvironment env, Path kubeconfig) {
    var victim = OperatorProcess.of(env, kubeconfig);
    victim.awaitStarted();
    var cut = new AtomicBoolean();
    env.endpoint.failing(
        call -> {
          if (call.operation() != CREATE_VIRTUAL_GATEWAY) {
            return new Fault.None();
          }
          if (cut.compareAndSet(false, true)) {
            return new Fault.CutAfter();
          }
          victim.kill();
          return new Fault.CutBefore();
        });
    env.create("gw", 80);
    victim.awaitExit();
    env.endpoint.healthy();
    assertThat(env.gateways.list("apps")).hasSize(1);
  }

  @Test
  void deletesAndRecreatesWhatChangedWhileItWasDown() {
    try (var env = new TestEnvironment("down", "apps")) {
      env.create("deleted", 80);
      env.create("recreated", 80);
      String firstUid;
      try (var _ = env.operator()) {
        env.awaitReady("deleted");
        firstUid = env.awaitReady("recreated").getMetadata().getUid();
      }
      env.delete("deleted");
      // Whoever is in a hurry takes the finalizer away, and makes the resource again.
      env.delete("recreated");
      env.edit(
          "recreated",
          it -> {
            it.getMetadata().setFinalizers(List.of());
            return it;
          });
      env.awaitGone("recreated");
      env.create("recreated", 81);

      try (var _ = env.operator()) {
        env.awaitGone("deleted");
        var ready = env.awaitReady("recreated");

        assertThat(ready.getMetadata().getUid()).isNotEqualTo(firstUid);
        assertThat(ready.getStatus().version()).isEqualTo(2);
        assertThat(env.gateways.list("apps")).hasSize(1);
        var arn = ready.getStatus().arn();
        assertThat(env.endpoint.sdk.listTagsForResource(it -> it.resourceArn(arn)).tags())
            .filteredOn(tag -> tag.key().equals("appmesh.operators.dev/uid"))
            .extracting("value")
            .containsExactly(ready.getMetadata().getUid());
      }
    }
  }

  /** An edit that reaches the API server while a status write is held up on its way there. */
  @Test
  void losesNoEditDuringASlowStatusWrite() {
    try (var env = new TestEnvironment("slow", "apps")) {
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
                TestEnvironment.await(edited);
              }
            }
          };
      try (var _ =
          EmbeddedOperator.start(env, http -> http.addOrReplaceInterceptor("slow", slow))) {
        env.create("gw", 80);
        TestEnvironment.await(held);
        env.changePort("gw", 81);
        edited.countDown();

        var ready = env.awaitReady("gw");

        assertThat(ready.getMetadata().getGeneration()).isEqualTo(2);
        assertThat(ready.getStatus().version()).isEqualTo(2);
      }
    }
  }

  @Test
  void servesHealthAndMetricsAndEndsOrderly() throws Exception {
    try (var env = new TestEnvironment("signal", "apps");
        var process = OperatorProcess.of(env, env.cluster.operatorKubeconfig())) {
      URI management = process.awaitStarted();
      assertThat(OperatorProcess.get(management.resolve("/livez")).statusCode()).isEqualTo(200);
      assertThat(OperatorProcess.get(management.resolve("/readyz")).statusCode()).isEqualTo(200);
      var arrived = new CountDownLatch(1);
      env.endpoint.failing(
          call -> {
            arrived.countDown();
            return new Fault.Delay(Duration.ofSeconds(3));
          });
      env.create("gw", 80);
      TestEnvironment.await(arrived);

      assertThat(OperatorProcess.get(management.resolve("/metrics")).body())
          .contains("reconciliations_started_total{controller_name=\"virtualgateway\"")
          .contains("reconciliations_execution_duration_seconds_count{")
          .contains("reconciliations_active{")
          .contains("jvm_memory_used_bytes{");

      process.terminate();

      assertThat(process.awaitExit()).isZero();
      // What was under way is finished: the gateway is made and its status written.
      assertThat(env.status("gw").status()).isEqualTo("ACTIVE");
    }
  }
}
