// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Helm makes of the chart. */
class ChartTest {

  private static final Set<String> CLUSTER_SCOPED = Set.of("namespaces", "appmeshconnections");

  static Stream<String> values() {
    return Stream.of("", Chart.NAMESPACED, Chart.ENDPOINT, Chart.ENVOYS, Chart.EVERYTHING);
  }

  @Test
  void lintFindsNothing() {
    var result = new Helm(Chart.PATH).lint().strict().call();
    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("values")
  void rendersTheSameTwice(String values) {
    var first = Chart.render(values);
    assertThat(Chart.render(values)).isEqualTo(first);
    assertThat(Chart.objects(first))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            object -> {
              assertThat(object.path("apiVersion").asText()).isNotEmpty();
              assertThat(object.at("/metadata/name").asText()).isNotEmpty();
            })
        .extracting(object -> object.path("kind") + " " + object.at("/metadata"))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("values")
  void podsAreHardened(String values) {
    var pods =
        Chart.objects(Chart.render(values)).stream()
            .map(it -> it.at("/spec/template"))
            .filter(it -> it.has("spec"))
            .toList();
    assertThat(pods)
        .isNotEmpty()
        .allSatisfy(
            pod -> {
              var whole = pod.at("/spec/securityContext");
              assertThat(whole.at("/runAsNonRoot").asBoolean()).isTrue();
              assertThat(whole.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
              var container = pod.at("/spec/containers/0/securityContext");
              assertThat(container.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(container.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            });
  }

  @Test
  void operatorOfSomeNamespacesHasNoClusterRole() {
    var everywhere = Chart.objects(Chart.render(""));
    var ofNamespaces =
        rules(everywhere)
            .getFirst()
            .valueStream()
            .filter(rule -> !CLUSTER_SCOPED.contains(rule.at("/resources/0").asText()))
            .toList();
    var rendered = Chart.objects(Chart.render(Chart.NAMESPACED));
    assertThat(rendered)
        .extracting(object -> object.path("kind").asText())
        .doesNotContain("ClusterRole", "ClusterRoleBinding")
        .contains("RoleBinding");
    assertThat(roles(rendered).filter(it -> !isForElection(it)))
        .hasSize(2)
        .allSatisfy(
            role ->
                assertThat(role.path("rules").valueStream())
                    .containsExactlyElementsOf(ofNamespaces))
        .extracting(role -> role.at("/metadata/namespace").asText())
        .containsExactly("apps", "shop");
  }

  @Test
  void clusterRoleOfSomeNamespacesHasTheRightsOfTheirRoles() {
    var ofNamespaces = roles(Chart.objects(Chart.render(Chart.NAMESPACED))).toList().getFirst();
    var rendered = Chart.objects(Chart.render(Chart.NAMESPACED, "scope: {clusterRole: true}"));
    assertThat(rules(rendered)).containsExactly(ofNamespaces.path("rules"));
    assertThat(roles(rendered)).allMatch(ChartTest::isForElection);
    assertThat(Chart.arguments(Chart.NAMESPACED, "scope: {clusterRole: true}"))
        .isEqualTo(Chart.arguments(Chart.NAMESPACED));
  }

  /** A ClusterRole outlives the namespaces. */
  @ParameterizedTest
  @CsvSource({"false, true", "true, false"})
  void namespaceThatGrantsTheRightsIsNotDeletedBeforeItsResources(
      boolean clusterRole, boolean refused) {
    var scope = "scope: {clusterRole: %s}".formatted(clusterRole);
    assertThat(
            Chart.render(Chart.NAMESPACED, scope)
                .contains("kubectl delete virtualgateways.appmesh.operators.dev --all -n"))
        .isEqualTo(refused);
    assertThat(Chart.render("")).doesNotContain("kubectl delete virtualgateways");
  }

  @Test
  void operatorMayGetTheNamedSecretsOfConnections() {
    var roles =
        Chart.objects(Chart.render("connections: {secretNames: [shop-keys, bank-keys]}")).stream()
            .filter(it -> it.path("kind").asText().equals("Role"))
            .filter(it -> it.at("/metadata/name").asText().endsWith("-connections"))
            .toList();
    assertThat(roles).hasSize(1);
    assertThat(roles.getFirst().at("/metadata/namespace").asText()).isEqualTo("mesh-system");
    assertThat(roles.getFirst().path("rules").toString())
        .isEqualTo(
            "[{\"apiGroups\":[\"\"],\"resources\":[\"secrets\"],"
                + "\"resourceNames\":[\"shop-keys\",\"bank-keys\"],\"verbs\":[\"get\"]}]");
    assertThat(Chart.render("")).doesNotContain("[secrets]");
  }

  @ParameterizedTest
  @MethodSource("values")
  void leaderElectionUsesOneLease(String values) {
    var name = "gateways-appmesh-gateway-operator";
    assertThat(Chart.arguments(values).getFirst())
        .contains(
            "--leader-elect",
            "--leader-election-namespace=mesh-system",
            "--leader-election-id=" + name);
    var role = roles(Chart.objects(Chart.render(values))).filter(ChartTest::isForElection).toList();
    assertThat(role).hasSize(1);
    assertThat(role.getFirst().at("/metadata/namespace").asText()).isEqualTo("mesh-system");
    var rules = role.getFirst().path("rules");
    assertThat(rules.at("/0/resourceNames")).hasToString("[\"" + name + "\"]");
    assertThat(rules.at("/0/verbs")).hasToString("[\"get\",\"update\"]");
    assertThat(rules.at("/1/verbs")).hasToString("[\"create\"]");
    assertThat(rules).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"true, RollingUpdate", "false, Recreate"})
  void deploymentRollsOnlyWithLeaderElection(boolean elects, String strategy) {
    var rendered = Chart.objects(Chart.render("leaderElection: {enabled: %s}".formatted(elects)));
    assertThat(deployment(rendered).at("/spec/strategy/type").asText()).isEqualTo(strategy);
    assertThat(roles(rendered).filter(ChartTest::isForElection)).hasSize(elects ? 1 : 0);
    assertThat(deployment(rendered).findValue("args").toString().contains("--leader-elect"))
        .isEqualTo(elects);
  }

  @Test
  void strangersAreKeptFromTheEndpointByDefault() {
    var policies =
        Chart.objects(Chart.render(Chart.ENDPOINT)).stream()
            .filter(it -> it.path("kind").asText().equals("NetworkPolicy"))
            .toList();
    // What the pods call is not limited: nobody knows where the endpoint of an installation is.
    assertThat(policies)
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.at("/spec/policyTypes")).hasToString("[\"Ingress\"]"));
    var ingress = policies.getLast().at("/spec/ingress");
    assertThat(ingress.at("/0/ports")).hasToString("[{\"port\":\"api\"}]");
    assertThat(ingress.at("/0/from").valueStream())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.at("/podSelector/matchLabels")).isNotEmpty());
    // The kubelet's probes, and Prometheus wherever it is.
    assertThat(ingress.at("/1/ports")).hasToString("[{\"port\":\"http\"}]");
    assertThat(ingress.at("/1").has("from")).isFalse();
    assertThat(policies.getFirst().at("/spec/ingress"))
        .hasToString("[{\"ports\":[{\"port\":\"http\"}]}]");
  }

  @Test
  void severalReplicasRunOnDifferentNodes() {
    var one = deployment(Chart.objects(Chart.render()));
    assertThat(one.at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(one.findValue("affinity")).isNull();
    var three = deployment(Chart.objects(Chart.render("replicaCount: 3")));
    assertThat(three.at("/spec/replicas").asInt()).isEqualTo(3);
    assertThat(three.findValue("podAntiAffinity").findValue("matchLabels"))
        .isEqualTo(three.at("/spec/selector/matchLabels"));
    assertThat(three.findValue("topologySpreadConstraints").findValue("matchLabels"))
        .isEqualTo(three.at("/spec/selector/matchLabels"));
  }

  private static Stream<JsonNode> roles(List<JsonNode> objects) {
    return objects.stream().filter(it -> it.path("kind").asText().equals("Role"));
  }

  private static boolean isForElection(JsonNode role) {
    return role.at("/metadata/name").asText().endsWith("-leader-election");
  }

  private static JsonNode deployment(List<JsonNode> objects) {
    var component = "/metadata/labels/app.kubernetes.io~1component";
    return only(
        objects.stream().filter(it -> it.at(component).asText().equals("operator")).toList(),
        "Deployment");
  }

  @ParameterizedTest
  @CsvSource({"true, keep", "false, ''"})
  void definitionsEqualTheProjects(String keep, String policy) throws IOException {
    var rendered = definitions("crds: {keep: %s}".formatted(keep));
    try (var files = Files.list(Path.of("crds"))) {
      var sources = files.sorted().toList();
      assertThat(rendered).hasSameSizeAs(sources);
      for (int i = 0; i < sources.size(); i++) {
        var crd = rendered.get(i);
        assertThat(crd.path("spec"))
            .isEqualTo(Chart.objects(Files.readString(sources.get(i))).getFirst().path("spec"));
        assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy").asText())
            .isEqualTo(policy);
      }
    }
    assertThat(definitions("crds: {enabled: false}")).isEmpty();
  }

  @Test
  void digestGoesBeforeTag() {
    var digest = "sha256:" + "0a".repeat(32);
    assertThat(Chart.render("image: {repository: r/o, tag: v1, digest: '%s'}".formatted(digest)))
        .contains("image: \"r/o@" + digest + "\"")
        .doesNotContain("r/o:v1");
  }

  @Test
  void topologySpreadConstraintsSelectTheOwnPods() {
    var rendered =
        Chart.objects(
            Chart.render(
                """
                topologySpreadConstraints:
                - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}
                - maxSkew: 2
                  topologyKey: host
                  whenUnsatisfiable: ScheduleAnyway
                  labelSelector: {matchLabels: {a: b}}
                """));
    var deployment = deployment(rendered);
    var constraints = deployment.at("/spec/template/spec/topologySpreadConstraints");
    assertThat(constraints.at("/0/labelSelector")).isEqualTo(deployment.at("/spec/selector"));
    assertThat(constraints.at("/1/labelSelector/matchLabels/a").asText()).isEqualTo("b");
    assertThat(constraints.at("/1/labelSelector/matchLabels")).hasSize(1);
  }

  @Test
  void alertsAndDashboardEqualTheProjects() throws IOException {
    var rendered = Chart.objects(Chart.render(Chart.EVERYTHING));
    var rules = Chart.objects(Files.readString(Path.of("config/prometheus/rules.yaml")));
    assertThat(only(rendered, "PrometheusRule").path("spec")).isEqualTo(rules.getFirst());
    var dashboards =
        only(
            rendered.stream()
                .filter(it -> it.at("/metadata/name").asText().endsWith("-dashboard"))
                .toList(),
            "ConfigMap");
    assertThat(dashboards.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    assertThat(dashboards.path("data").properties())
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(file.getValue().asText())
                    .isEqualToIgnoringNewLines(
                        Files.readString(Path.of("config/grafana", file.getKey()))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "imagee: {tag: 1} | imagee",
        "image: {tagg: a} | tagg",
        "endpoint: {acessKeys: {id: x}} | acessKeys",
        "driftInterval: soon | driftInterval",
        "log: {level: loud} | level",
        "replicaCount: 0 | replicaCount",
        "maxConcurrentReconciles: 0 | maxConcurrentReconciles",
        "scope: {namespaces: apps} | namespaces",
        "resourceTags: {team: 'a,b'} | team",
        "resources: {limit: {memory: 1Gi}} | limit",
        "securityContext: {readOnlyRootFileSystem: true} | readOnlyRootFileSystem",
        "affinity: {nodeAffinity: {required: []}} | required",
        "tolerations: [{effects: NoSchedule}] | effects",
        "extraEnv: [{name: A, valueForm: {}}] | valueForm",
        "fullnameOverride: gw.v1 | fullnameOverride",
        "fullnameOverride: 1gw | fullnameOverride",
        "fullnameOverride: a-name-that-is-longer-than-a-stateful-set-may | fullnameOverride",
        "nameOverride: gw.v1 | nameOverride",
        "serviceAccount: {name: a..b} | name",
        "aws: {credentials: {secretName: a.-b}} | secretName",
        "connections: {secretNames: [A]} | secretNames",
        "imagePullSecrets: [{}] | imagePullSecrets",
        "imagePullSecrets: [{name: 'a b'}] | imagePullSecrets",
        "image: {tag: 'v1+2'} | tag",
        "podLabels: {a: 'b c'} | podLabels",
        "podLabels: {'a b': c} | a b",
        "podLabels: {app.kubernetes.io/name: c} | app.kubernetes.io/name",
        "podLabels: {appmesh.operators.dev/envoy: c} | appmesh.operators.dev/envoy",
        "envoys: {gateways: {in: {mesh: a}}} | ports",
        "envoys: {gateways: {in: {ports: [{port: 1}]}}} | mesh",
        "envoys: {gateways: {In: {mesh: a, ports: [{port: 1}]}}} | In",
        "envoys: {gateways: {in: {mesh: a, ports: [{port: 1}], replica: 1}}} | replica",
        "envoys: {gateways: {in: {mesh: a/b, ports: [{port: 1}]}}} | mesh",
        "envoys: {secrets: [{name: a, mountPath: /etc/appmesh/trust}]} | mountPath",
        "podAnnotations: {'a b': c} | a b",
        "grafanaDashboard: {sidecarLabel: 'a b'} | sidecarLabel",
        "grafanaDashboard: {sidecarLabelValue: 'a b'} | sidecarLabelValue",
        "extraEnv: [{name: 'a b'}] | extraEnv",
        "extraVolumes: [{name: tmp, emptyDir: {}}] | extraVolumes",
        "extraVolumes: [{name: a.b, emptyDir: {}}] | extraVolumes",
        "test: {image: busybox} | test"
      },
      quoteCharacter = '`')
  void schemaRefusesInvalidValues(String values, String named) {
    assertThatThrownBy(() -> Chart.render(values))
        .hasMessageContaining("schema")
        .hasMessageContaining(named);
  }

  /** Helm deletes a default where the value is null. */
  @ParameterizedTest
  @MethodSource("paths")
  void nullIsRefusedWithItsNameOrLeavesTheValueOut(String path) {
    var keys = path.split("/", -1);
    var last = keys[keys.length - 1];
    var values = "null";
    for (var key : Arrays.asList(keys).reversed()) {
      values = "{" + key + ": " + values + "}";
    }
    for (var others : List.of("", Chart.EVERYTHING)) {
      String rendered;
      try {
        rendered = Chart.render(others, values);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageMatching("(?s).*\\b" + last + "\\b.*");
        continue;
      }
      assertThat(rendered).doesNotContain("<nil>");
      assertThat(Chart.objects(rendered))
          .allSatisfy(object -> assertThat(nulls("", object)).isEmpty());
    }
  }

  /** Every value and every section of values, but not what is in a value of Kubernetes' own. */
  static Stream<String> paths() throws IOException {
    var values = new YAMLMapper().readTree(Chart.PATH.resolve("values.yaml").toFile());
    var paths = new ArrayList<String>();
    collect("", values, paths);
    assertThat(paths).contains("livenessProbe", "livenessProbe/periodSeconds", "endpoint/tls");
    return paths.stream();
  }

  private static void collect(String prefix, JsonNode values, List<String> paths) {
    values
        .propertyStream()
        .forEach(
            member -> {
              paths.add(prefix + member.getKey());
              collect(prefix + member.getKey() + '/', member.getValue(), paths);
            });
  }

  /** Where a tree has null. */
  private static List<String> nulls(String path, JsonNode node) {
    if (node.isNull()) {
      return List.of(path);
    }
    var members =
        node.propertyStream()
            .flatMap(it -> nulls(path + '/' + it.getKey(), it.getValue()).stream());
    var items =
        node.isArray()
            ? node.valueStream().flatMap(it -> nulls(path + "/-", it).stream())
            : Stream.<String>of();
    return Stream.concat(members, items).toList();
  }

  @Test
  void probeThatIsNullIsNone() {
    var pod = "/spec/template/spec/containers/0";
    var container = deployment(Chart.objects(Chart.render("livenessProbe:"))).at(pod);
    assertThat(container.has("livenessProbe")).isFalse();
    assertThat(container.has("readinessProbe")).isTrue();
  }

  static Stream<List<String>> releases() {
    var long1 = "a-release-with-a-name-that-is-longer-than-most-1";
    var long2 = "a-release-with-a-name-that-is-longer-than-most-2";
    return Stream.of(
        List.of("gw", "x", long1, "y", long2),
        List.of("gw", "x", "gw.v1", "x", "gw-v1", "x", "1gw", "x", "r1gw", "x"),
        List.of("gw", "team", "a-gw", "team-a"),
        List.of("gw", "team-a", "a-gw", "team"),
        List.of("a", "x", "a-appmesh-gateway-operator", "x"),
        List.of("appmesh-gateway-operator", "x", "appmesh-gateway-operator-endpoint", "x"),
        List.of(long1, "x", long2, "x", "9".repeat(53), "x", "a".repeat(53), "x"));
  }

  /** Names and namespaces of releases by turns: each object of each is called otherwise. */
  @ParameterizedTest
  @MethodSource("releases")
  void releasesShareNoObject(List<String> releases) {
    var seen = new HashSet<String>();
    for (int i = 0; i + 1 < releases.size(); i += 2) {
      var values =
          "{crds: {enabled: false}, connections: {secretNames: [a]}, grafanaDashboard: {enabled:"
              + " true}}";
      Chart.objects(Chart.renderRelease(releases.get(i), releases.get(i + 1), Chart.ENVOYS, values))
          .forEach(
              object -> {
                var id =
                    object.path("kind").asText()
                        + ' '
                        + object.at("/metadata/namespace").asText()
                        + ' '
                        + object.at("/metadata/name").asText();
                assertThat(seen.add(id)).as(id).isTrue();
                assertThat(object.at("/metadata/name").asText()).matches(nameOf(object));
              });
    }
  }

  /** What the API server demands of a name; that of a StatefulSet becomes a label with a hash. */
  private static String nameOf(JsonNode object) {
    return switch (object.path("kind").asText()) {
      case "Service" -> "[a-z]([-a-z0-9]{0,61}[a-z0-9])?";
      case "StatefulSet" -> "[a-z]([-a-z0-9]{0,50}[a-z0-9])?";
      default -> "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    };
  }

  @Test
  void testUsesTheImageOfTheOperatorAlone(@TempDir Path folder) throws IOException {
    // Helm renders no test, unless it is an object like all others.
    var test = "templates/tests/ready.yaml";
    var chart = Chart.copy(folder.resolve("chart"));
    Files.writeString(
        chart.resolve(test),
        Files.readString(Chart.PATH.resolve(test)).replaceAll("(?m)^ +helm\\.sh/hook.*\n", ""));
    var image = "{image: {repository: r/o, tag: v1}}";
    var rendered = Chart.renderRelease(chart, "gateways", "mesh-system", Chart.EVERYTHING, image);
    var pod = only(Chart.objects(rendered), "Pod");
    var containers = pod.at("/spec/containers").valueStream().toList();
    assertThat(containers).extracting(it -> it.path("image").asText()).containsOnly("r/o:v1");
    assertThat(containers)
        .extracting(it -> it.path("args").toString())
        .containsExactly(
            "[\"check\",\"--url=https://gateways-appmesh-gateway-operator-endpoint.mesh-system.svc:8585/ping\"]",
            "[\"check\",\"--url=http://gateways-appmesh-gateway-operator:8080/readyz\"]");
    // It trusts the endpoint as the operator does.
    var operator = deployment(Chart.objects(Chart.render(Chart.EVERYTHING)));
    assertThat(containers.getFirst().at("/env/0"))
        .isEqualTo(named(operator.at("/spec/template/spec/containers/0/env"), "JAVA_TOOL_OPTIONS"));
    assertThat(named(pod.at("/spec/volumes"), "trust"))
        .isEqualTo(named(operator.at("/spec/template/spec/volumes"), "trust"));
    assertThat(
            named(containers.getFirst().path("volumeMounts"), "trust").path("mountPath").asText())
        .isEqualTo("/etc/appmesh/trust");
  }

  private static JsonNode named(JsonNode list, String name) {
    return list.valueStream()
        .filter(it -> it.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void missingValuesAreReported() {
    assertRefused("replicaCount: must be 1", "{replicaCount: 2, leaderElection: {enabled: false}}");
    assertRefused("clusterId: must be set", "scope: {namespaces: [apps]}");
    assertRefused(
        "connections.secretNames: must be empty",
        Chart.NAMESPACED,
        "connections: {secretNames: [shop-keys]}");
    assertRefused("endpoint.accessKeys: set existingSecret", "endpoint: {enabled: true}");
    assertRefused(
        "endpoint.accessKeys: set existingSecret",
        "endpoint: {enabled: true, accessKeys: {id: A}}");
    assertRefused(
        "exclude each other", Chart.ENDPOINT, "endpoint: {accessKeys: {existingSecret: keys}}");
    assertRefused(
        "aws.endpointUrl: must be empty", Chart.ENDPOINT, "aws: {endpointUrl: 'http://x'}");
    assertRefused(
        "aws.credentials.secretName: must", Chart.ENDPOINT, "aws: {credentials: {secretName: s}}");
    assertRefused(
        "endpoint.service.managementPort: must differ",
        Chart.ENDPOINT,
        "endpoint: {service: {managementPort: 8585}}");
    assertRefused("aws.region: must be", Chart.ENDPOINT, "aws: {region: eu-west-1}");
    assertRefused(
        "needs metrics.service.enabled",
        "{serviceMonitor: {enabled: true}, metrics: {service: {enabled: false}}}");
  }

  @Test
  void templatesUseNeitherLookupsNorRandomValues() throws IOException {
    try (var files = Files.walk(Chart.PATH.resolve("templates"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContainPattern("lookup|rand[A-Z]|uuidv4|genCA|genSigned|genSelf|\\bnow\\b");
      }
    }
  }

  private static void assertRefused(String message, String... values) {
    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(message);
  }

  private static JsonNode only(List<JsonNode> objects, String kind) {
    var found = objects.stream().filter(it -> it.path("kind").asText().equals(kind)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<JsonNode> definitions(String values) {
    return Chart.objects(Chart.render(values)).stream()
        .filter(it -> it.path("kind").asText().equals("CustomResourceDefinition"))
        .toList();
  }

  private static List<JsonNode> rules(List<JsonNode> objects) {
    return objects.stream()
        .filter(it -> it.path("kind").asText().equals("ClusterRole"))
        .map(it -> it.path("rules"))
        .toList();
  }
}
