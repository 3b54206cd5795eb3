// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.chart.Chart;
import dev.operators.appmesh.kube.TestCluster;
import org.junit.jupiter.api.Test;

class RenderedChartIT {

  @Test
  void apiServerAcceptsEveryRenderedChart() {
    var kubectl = TestCluster.shared().kubectl();
    // Objects of Prometheus Operator are unknown here, and the definition is installed already.
    var manifests =
        Chart.render(
            Chart.EVERYTHING,
            """
            serviceMonitor: {enabled: false}
            prometheusRule: {enabled: false}
            crds: {enabled: false}
            """);
    kubectl.run("create", "namespace", "mesh-system").orThrow();
    var answer =
        kubectl
            .runWithInput(
                manifests,
                "apply",
                "--server-side",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                "-")
            .orThrow();
    assertThat(answer)
        .contains(
            "networkpolicy",
            "poddisruptionbudget",
            "statefulset",
            "configmap",
            "validatingadmissionpolicy");
  }
}
