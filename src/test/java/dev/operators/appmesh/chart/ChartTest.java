// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Helm makes of the chart. */
class ChartTest {

  static Stream<String> values() {
    return Stream.of("", Chart.NAMESPACED, Chart.ENDPOINT, Chart.EVERYTHING);
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
  void namespacedRightsAreRolesAlone() {
    var everywhere = Chart.objects(Chart.render(""));
    var withoutClusterId =
        rules(everywhere)
            .getFirst()
            .valueStream()
            .filter(rule -> !rule.has("resourceNames"))
            .toList();
    var rendered = Chart.objects(Chart.render(Chart.NAMESPACED));
    assertThat(rendered)
        .extracting(object -> object.path("kind").asText())
        .doesNotContain("ClusterRole", "ClusterRoleBinding")
        .contains("RoleBinding");
    assertThat(rendered.stream().filter(it -> it.path("kind").asText().equals("Role")))
        .hasSize(2)
        .allSatisfy(
            role ->
                assertThat(role.path("rules").valueStream())
                    .containsExactlyElementsOf(withoutClusterId))
        .extracting(role -> role.at("/metadata/namespace").asText())
        .containsExactly("apps", "shop");
  }

  @ParameterizedTest
  @CsvSource({"true, keep", "false, ''"})
  void definitionIsTheOneOfTheProject(String keep, String policy) throws IOException {
    var source = Path.of("crds/virtualgateways.appmesh.operators.dev.yaml");
    var crd = definitions("crds: {keep: %s}".formatted(keep)).getFirst();
    assertThat(crd.path("spec"))
        .isEqualTo(Chart.objects(Files.readString(source)).getFirst().path("spec"));
    assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy").asText()).isEqualTo(policy);
    assertThat(definitions("crds: {enabled: false}")).isEmpty();
  }

  @Test
  void digestDecidesWhichImage() {
    var digest = "sha256:" + "0a".repeat(32);
    assertThat(Chart.render("image: {repository: r/o, tag: v1, digest: '%s'}".formatted(digest)))
        .contains("image: \"r/o@" + digest + "\"")
        .doesNotContain("r/o:v1");
  }

  @Test
  void podsSpreadAmongThemselves() {
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
    var deployment = only(rendered, "Deployment");
    var constraints = deployment.at("/spec/template/spec/topologySpreadConstraints");
    assertThat(constraints.at("/0/labelSelector")).isEqualTo(deployment.at("/spec/selector"));
    assertThat(constraints.at("/1/labelSelector/matchLabels/a").asText()).isEqualTo("b");
    assertThat(constraints.at("/1/labelSelector/matchLabels")).hasSize(1);
  }

  @Test
  void alertsAndDashboardAreThoseOfTheProject() throws IOException {
    var rendered = Chart.objects(Chart.render(Chart.EVERYTHING));
    var rules = Chart.objects(Files.readString(Path.of("config/prometheus/rules.yaml")));
    assertThat(only(rendered, "PrometheusRule").path("spec")).isEqualTo(rules.getFirst());
    var dashboards = only(rendered, "ConfigMap");
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
        "maxConcurrentReconciles: 0 | maxConcurrentReconciles",
        "scope: {namespaces: apps} | namespaces",
        "resourceTags: {team: 'a,b'} | team",
        "resources: {limit: {memory: 1Gi}} | limit",
        "securityContext: {readOnlyRootFileSystem: true} | readOnlyRootFileSystem",
        "affinity: {nodeAffinity: {required: []}} | required",
        "tolerations: [{effects: NoSchedule}] | effects",
        "extraEnv: [{name: A, valueForm: {}}] | valueForm"
      },
      quoteCharacter = '`')
  void schemaRefuses(String values, String named) {
    assertThatThrownBy(() -> Chart.render(values))
        .hasMessageContaining("schema")
        .hasMessageContaining(named);
  }

  @Test
  void missingValuesAreNamed() {
    assertRefused("clusterId: must be set", "scope: {namespaces: [apps]}");
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
    assertRefused("aws.region: must be", Chart.ENDPOINT, "aws: {region: eu-west-1}");
    assertRefused(
        "needs metrics.service.enabled",
        "{serviceMonitor: {enabled: true}, metrics: {service: {enabled: false}}}");
  }

  @Test
  void templatesAskNobodyAndDrawNothing() throws IOException {
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
