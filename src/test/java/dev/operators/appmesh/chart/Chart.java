// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The project's Helm chart. */
public final class Chart {

  /** The folder of the chart. */
  public static final Path PATH = Path.of("helm/appmesh-gateway-operator");

  /** Watches two namespaces only. */
  public static final String NAMESPACED =
      "{scope: {namespaces: [apps, shop]}, clusterId: prod-1, crds: {enabled: false}}";

  /** Runs the endpoint as well. */
  public static final String ENDPOINT =
      """
      endpoint:
        enabled: true
        meshes: [apps]
        accessKeys: {id: LOCALKEY0123456789AB, secret: only-for-tests-of-the-chart}
      crds: {enabled: false}
      """;

  /** Runs Envoys of a gateway as well. */
  public static final String ENVOYS =
      """
      endpoint:
        enabled: true
        meshes: [apps]
        accessKeys:
          id: LOCALKEY0123456789AB
          secret: only-for-tests-of-the-chart
          readOnlyId: READERKEY0123456789A
          readOnlySecret: only-for-envoys-of-tests
        tls: {secretName: endpoint-tls}
      envoys:
        gateways:
          ingress: {mesh: apps, ports: [{port: 80, listenerPort: 8080}]}
      crds: {enabled: false}
      """;

  /** Whatever the other values leave out. */
  public static final String EVERYTHING =
      """
      endpoint:
        enabled: true
        accessKeys: {existingSecret: keys}
        tls: {secretName: endpoint-tls}
        persistence: {storageClassName: fast}
        extraEnv: [{name: TZ, value: UTC}]
        envoysElsewhere: true
      envoys:
        secrets: [{name: certificates, mountPath: /etc/certificates}]
        priorityClassName: high
        extraArgs: [--log-level, info]
        gateways:
          ingress:
            mesh: apps
            gateway: edge
            ports: [{name: https, port: 443, nodePort: 30443}, {port: 8080}]
            service:
              type: LoadBalancer
              annotations: {example.org/internal: "true"}
              loadBalancerClass: example.org/nlb
              externalTrafficPolicy: Local
            autoscaling: {enabled: true}
            nodeSelector: {kubernetes.io/os: linux}
            tolerations: [{operator: Exists}]
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname}]
          partners: {mesh: apps, ports: [{port: 8443}], replicas: 1, podDisruptionBudget: {enabled: false}}
      networkPolicy:
        enabled: true
        metricsFrom: [{namespaceSelector: {}}]
        endpointFrom: [{namespaceSelector: {}}]
        envoysFrom: [{namespaceSelector: {}}]
      podDisruptionBudget: {enabled: true}
      serviceMonitor: {enabled: true, labels: {release: prometheus}}
      prometheusRule: {enabled: true, labels: {release: prometheus}}
      grafanaDashboard: {enabled: true, annotations: {grafana_folder: App Mesh}}
      serviceAccount: {annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/m"}}
      replicaCount: 2
      watchSelector: team in (edge, core)
      connections: {secretNames: [shop-keys]}
      clusterId: prod-1
      maxReadRate: 0.5
      resourceTags: {team: edge, owner: "%NAMESPACE%"}
      grants: [{namespaceSelector: {matchLabels: {team: edge}}, meshNames: ["*"]}]
      extraArgs: [--watch-namespace=apps]
      extraEnv: [{name: TZ, value: UTC}]
      imagePullSecrets: [{name: registry}]
      podAnnotations: {a: b}
      podLabels: {c: d}
      nodeSelector: {kubernetes.io/os: linux}
      tolerations: [{operator: Exists}]
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64, arm64]}]
      extraVolumes:
      - name: web-identity
        projected: {sources: [{serviceAccountToken: {audience: sts.amazonaws.com, path: token}}]}
      extraVolumeMounts: [{name: web-identity, mountPath: /var/run/identity, readOnly: true}]
      topologySpreadConstraints:
      - maxSkew: 1
        topologyKey: zone
        whenUnsatisfiable: ScheduleAnyway
        labelSelector: {matchLabels: {app.kubernetes.io/component: operator}}
      priorityClassName: high
      """;

  private static final YAMLMapper YAML = new YAMLMapper();

  private Chart() {}

  /**
   * What {@code helm template} answers for these values, the last counting most.
   *
   * @throws IllegalStateException with Helm's message if it refuses
   */
  public static String render(String... values) {
    return renderRelease("gateways", "mesh-system", values);
  }

  /** The same for a release of this name in this namespace. */
  public static String renderRelease(String release, String namespace, String... values) {
    return renderRelease(PATH, release, namespace, values);
  }

  /** The same of the chart in this folder. */
  static String renderRelease(Path chart, String release, String namespace, String... values) {
    // Helm's library believes in an old Kubernetes if nobody names one.
    var command =
        new Helm(chart)
            .template()
            .withName(release)
            .withNamespace(namespace)
            .withKubeVersion("1.30.0");
    try {
      var folder = Files.createTempDirectory("chart-values-");
      try {
        for (var index = 0; index < values.length; index++) {
          var file = folder.resolve(index + ".yaml");
          command.withValuesFile(Files.writeString(file, values[index]));
        }
        return command.call();
      } finally {
        for (var index = 0; index < values.length; index++) {
          Files.deleteIfExists(folder.resolve(index + ".yaml"));
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies it to a folder that does not exist, for changes. */
  static Path copy(Path target) throws IOException {
    try (var files = Files.walk(PATH)) {
      for (var file : files.toList()) {
        Files.copy(file, target.resolve(PATH.relativize(file)));
      }
    }
    return target;
  }

  /** The objects in a text of several YAML documents. */
  public static List<JsonNode> objects(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return documents.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The arguments of all containers that run the program, the command first. */
  public static List<List<String>> arguments(String... values) {
    return objects(render(values)).stream()
        .map(object -> object.at("/spec/template/spec/containers/0"))
        .filter(container -> container.has("args") && !container.has("command"))
        .map(container -> container.path("args").valueStream().map(JsonNode::asText).toList())
        .toList();
  }
}
