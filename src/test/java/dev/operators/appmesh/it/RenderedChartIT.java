// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.chart.Chart;
import dev.operators.appmesh.kube.TestCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            "horizontalpodautoscaler",
            "statefulset",
            "configmap",
            "validatingadmissionpolicy");
  }

  /** The longest names and labels, and releases that Helm allows and a Service does not. */
  @ParameterizedTest
  @ValueSource(strings = {"gw.v1", "1gw", "a-name-as-long-as-helm-allows-the-name-of-a-release-1"})
  void apiServerAcceptsWhateverNamesTheSchemaDoes(String release) {
    var cluster = TestCluster.shared();
    var long63 = "a".repeat(63);
    var manifests =
        Chart.renderRelease(
            release,
            cluster.newNamespace("names"),
            Chart.ENVOYS,
            """
            nameOverride: %1$s
            image: {tag: _%2$s-}
            serviceAccount: {name: 1.%1$s, annotations: {example.org/a: b c}}
            connections: {secretNames: [1.%1$s]}
            imagePullSecrets: [{name: 1.%1$s}]
            podLabels: {example.org/%1$s: %1$s, A_b.c: ""}
            podAnnotations: {A_b.c: b c}
            nodeSelector: {example.org/%1$s: A_b.c}
            tolerations: [{key: example.org/%1$s, value: A_b.c}]
            priorityClassName: 1.%1$s
            extraEnv:
            - name: a.b-c_D
              valueFrom: {secretKeyRef: {name: 1.%1$s, key: .a_B-c}}
            extraVolumes: [{name: %1$s, configMap: {name: 1.%1$s}}]
            extraVolumeMounts: [{name: %1$s, mountPath: /a}]
            grafanaDashboard: {enabled: true, sidecarLabel: example.org/%1$s, sidecarLabelValue: A.b}
            endpoint: {tls: {secretName: 1.%1$s}, persistence: {storageClassName: 1.%1$s}}
            envoys:
              secrets: [{name: 1.%1$s, mountPath: "/a b"}]
              gateways:
                %1$s: {mesh: a, gateway: b, ports: [{name: %1$s, port: 1}]}
                "1": {mesh: a, ports: [{port: 1}]}
            """
                .formatted(long63, "1".repeat(120)));
    cluster
        .kubectl()
        .runWithInput(
            manifests, "apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-")
        .orThrow();
  }
}
