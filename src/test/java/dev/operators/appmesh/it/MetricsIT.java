// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.Operators;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a scrape shows of resources and gateways that really exist. */
class MetricsIT {

  @Test
  void metricsTellOfCallsConditionsAndDrift() throws Exception {
    try (var bench = new Bench("metrics", "apps");
        var operator = Operators.sweeping(bench, Duration.ofSeconds(2))) {
      bench.create(Manifest.of(bench.namespace, "good", "apps", 80));
      bench.create(Manifest.of(bench.namespace, "bad", "nowhere", 80));
      bench.awaitReady("good");
      bench.awaitReason("bad", "MeshNotFound");

      awaitLine(operator, condition(bench, "Ready", "good", "Available", "True"));
      awaitLine(operator, condition(bench, "Synced", "good", "InSync", "True"));
      awaitLine(operator, condition(bench, "Synced", "bad", "MeshNotFound", "False"));
      assertThat(scrape(operator))
          .contains(
              "aws_api_calls_total{connection=\"\",error_code=\"\",operation=\"CreateVirtualGateway\"")
          .contains("appmesh_service_available{connection=\"\"} 1.0")
          .contains("appmesh_limiter_rate{connection=\"\",kind=\"write\"}")
          .contains("appmesh_drift_detected_total 0.0", "appmesh_drift_corrected_total 0.0")
          .contains("reconciliations_success_total{", "custom_resources{")
          .doesNotContain("status=\"True\",reason=\"MeshNotFound\"");

      bench.endpoint.change("apps", "good", 8080);
      awaitLine(operator, "appmesh_drift_corrected_total 1.0");
      awaitLine(operator, "appmesh_drift_detected_total 1.0");
      bench.awaitEvents("good", "Normal Created", "Normal DriftCorrected");

      bench.delete("good");
      bench.awaitGone("good");
      Awaitility.await("no series is left")
          .until(() -> !scrape(operator).contains("name=\"good\""));
      assertThat(scrape(operator)).contains("name=\"bad\"");
    }
  }

  private static String condition(
      Bench bench, String type, String name, String reason, String status) {
    return "appmesh_virtualgateway_status_condition{condition=\"%s\",name=\"%s\",namespace=\"%s\",reason=\"%s\",status=\"%s\"} 1.0"
        .formatted(type, name, bench.namespace, reason, status);
  }

  private static void awaitLine(Operators operator, String line) {
    Awaitility.await(line)
        .atMost(Bench.PATIENCE)
        .until(() -> scrape(operator).lines().anyMatch(line::equals));
  }

  private static String scrape(Operators operator) throws IOException, InterruptedException {
    return OperatorProcess.get(operator.management().resolve("/metrics")).body();
  }
}
