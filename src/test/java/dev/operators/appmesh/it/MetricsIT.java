// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a scrape shows of resources and gateways that really exist. */
class MetricsIT {

  @Test
  void metricsTellOfCallsConditionsAndDrift() throws Exception {
    try (var env = new TestEnvironment("metrics", "apps");
        var operator = EmbeddedOperator.sweeping(env, Duration.ofSeconds(2))) {
      env.create("good", 80);
      env.create(Manifest.of(env.namespace, "bad", "nowhere", 80));
      env.awaitReady("good");
      env.awaitReason("bad", "MeshNotFound");

      awaitLine(operator, condition(env, "Ready", "good", "Available", "True"));
      awaitLine(operator, condition(env, "Synced", "good", "InSync", "True"));
      awaitLine(operator, condition(env, "Synced", "bad", "MeshNotFound", "False"));
      assertThat(scrape(operator))
          .contains(
              "aws_api_calls_total{connection=\"\",error_code=\"\",operation=\"CreateVirtualGateway\"")
          .contains("appmesh_service_available{connection=\"\"} 1.0")
          .contains("appmesh_limiter_rate{connection=\"\",kind=\"write\"}")
          .contains("appmesh_drift_detected_total 0.0", "appmesh_drift_corrected_total 0.0")
          .contains("reconciliations_success_total{", "custom_resources{")
          .doesNotContain("status=\"True\",reason=\"MeshNotFound\"");

      env.gateways.change("apps", "good", 8080);
      awaitLine(operator, "appmesh_drift_corrected_total 1.0");
      awaitLine(operator, "appmesh_drift_detected_total 1.0");
      env.awaitEvents("good", "Normal Created", "Normal DriftCorrected");

      env.delete("good");
      env.awaitGone("good");
      Awaitility.await("no series is left")
          .until(() -> !scrape(operator).contains("name=\"good\""));
      assertThat(scrape(operator)).contains("name=\"bad\"");
    }
  }

  private static String condition(
      TestEnvironment env, String type, String name, String reason, String status) {
    return "appmesh_virtualgateway_status_condition{condition=\"%s\",name=\"%s\",namespace=\"%s\",reason=\"%s\",status=\"%s\"} 1.0"
        .formatted(type, name, env.namespace, reason, status);
  }

  private static void awaitLine(EmbeddedOperator operator, String line) {
    Awaitility.await(line)
        .atMost(TestEnvironment.PATIENCE)
        .until(() -> scrape(operator).lines().anyMatch(line::equals));
  }

  private static String scrape(EmbeddedOperator operator) throws IOException, InterruptedException {
    return OperatorProcess.get(operator.management().resolve("/metrics")).body();
  }
}
