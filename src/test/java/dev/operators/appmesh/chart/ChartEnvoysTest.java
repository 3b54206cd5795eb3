// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.operators.appmesh.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart makes of the Envoys that it is to run. */
class ChartEnvoysTest {

  private static final String NAME = "gateways-appmesh-gateway-operator-envoy-ingress";
  private static final String ENDPOINT = "gateways-appmesh-gateway-operator-endpoint";
  private static final String HOST = ENDPOINT + ".mesh-system.svc";

  @Test
  void theBootstrapIsThatOfTheProgram() throws IOException {
    var values = "{endpoint: {region: eu-west-1, service: {xdsPort: 9000}}}";
    var gateway = "{envoys: {gateways: {ingress: {gateway: edge}}}}";
    var printed =
        CommandLineRun.of(
            "endpoint",
            "envoy-bootstrap",
            "--mesh=apps",
            "--gateway=edge",
            "--xds=" + HOST + ":9000",
            "--status-listen=0.0.0.0:9902",
            "--ca=/etc/appmesh/trust/ca.crt",
            "--sign-region=eu-west-1");
    assertThat(printed.err()).isEmpty();

    var rendered = object("ConfigMap", NAME, Chart.ENVOYS, values, gateway);
    assertThat(yaml(rendered.at("/data/envoy.yaml").asText())).isEqualTo(yaml(printed.out()));
  }

  @Test
  void theGatewayIsCalledAsTheObjectsUnlessItsNameIsSet() {
    var rendered = object("ConfigMap", NAME, Chart.ENVOYS);
    assertThat(rendered.at("/data/envoy.yaml").asText())
        .contains("id: \"mesh/apps/virtualGateway/ingress\"");
  }

  @Test
  void aChangedBootstrapStartsEnvoysAnewAndNothingElseDoes() {
    var before = checksum(Chart.ENVOYS);
    assertThat(checksum(Chart.ENVOYS, "endpoint: {region: eu-west-1}")).isNotEqualTo(before);
    assertThat(checksum(Chart.ENVOYS, "endpoint: {meshes: [other]}")).isEqualTo(before);
  }

  private static String checksum(String... values) {
    return object("Deployment", NAME, values)
        .at("/spec/template/metadata/annotations/appmesh.operators.dev~1bootstrap-checksum")
        .asText();
  }

  @Test
  void theEndpointListensForEnvoysOnlyWhereThereAreSome() {
    assertThat(arguments(Chart.ENDPOINT)).contains("--no-xds").doesNotContain("--xds-listen");
    assertThat(object("Service", ENDPOINT, Chart.ENDPOINT).toString()).doesNotContain("xds");

    var elsewhere = "endpoint: {envoysElsewhere: true, tls: {secretName: endpoint-tls}}";
    for (var values : List.of(List.of(Chart.ENVOYS), List.of(Chart.ENDPOINT, elsewhere))) {
      var all = values.toArray(String[]::new);
      assertThat(arguments(all)).contains("--xds-listen=0.0.0.0:8587").doesNotContain("--no-xds");
      assertThat(object("Service", ENDPOINT, all).at("/spec/ports").toString())
          .contains("{\"name\":\"xds\",\"port\":8587,\"targetPort\":\"xds\"}");
    }
  }

  private static String arguments(String... values) {
    return String.join(" ", Chart.arguments(values).getLast());
  }

  @Test
  void envoysGetTheKeyThatOnlyReads() {
    var keys = object("Secret", ENDPOINT + "-access-keys", Chart.ENVOYS).path("stringData");
    assertThat(keys.path("access-keys").asText())
        .isEqualTo(
            """
            LOCALKEY0123456789AB only-for-tests-of-the-chart full
            READERKEY0123456789A only-for-envoys-of-tests read-only
            """);
    var environment = container(Chart.ENVOYS).path("env");
    assertThat(environment.findValuesAsText("name"))
        .contains("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    assertThat(environment.findValuesAsText("key"))
        .containsExactly("READ_ONLY_AWS_ACCESS_KEY_ID", "READ_ONLY_AWS_SECRET_ACCESS_KEY")
        .allMatch(key -> keys.path(key).asText().matches("READERKEY0123456789A|only-for-envoys.*"));
  }

  @Test
  void envoysMayAskTheEndpointAndNobodyElseMay() {
    var from = object("NetworkPolicy", ENDPOINT, Chart.ENVOYS).at("/spec/ingress/1");
    assertThat(from.path("ports")).hasToString("[{\"port\":\"xds\"}]");
    assertThat(from.path("from")).hasSize(1);
    var labels = from.at("/from/0/podSelector/matchLabels");
    assertThat(labels).isNotEmpty();
    assertThat(deployment(Chart.ENVOYS).at("/spec/template/metadata/labels").properties())
        .containsAll(labels.properties());

    var peer = "networkPolicy: {envoysFrom: [{ipBlock: {cidr: 10.0.0.0/8}}]}";
    assertThat(
            object("NetworkPolicy", ENDPOINT, Chart.ENVOYS, peer)
                .at("/spec/ingress/1/from/1/ipBlock/cidr")
                .asText())
        .isEqualTo("10.0.0.0/8");
  }

  @Test
  void clientsReachTheListenersAndNobodyReachesTheAdminInterface() {
    var ingress = object("NetworkPolicy", NAME, Chart.ENVOYS).at("/spec/ingress");
    assertThat(ingress)
        .hasToString("[{\"ports\":[{\"port\":8080}]},{\"ports\":[{\"port\":\"status\"}]}]");
    assertThat(container(Chart.ENVOYS).path("ports"))
        .hasToString("[{\"name\":\"status\",\"containerPort\":9902},{\"containerPort\":8080}]");
    assertThat(object("Service", NAME, Chart.ENVOYS).at("/spec/ports"))
        .hasToString("[{\"name\":\"port-80\",\"port\":80,\"targetPort\":8080}]");
    assertThat(object("ConfigMap", NAME, Chart.ENVOYS).at("/data/envoy.yaml").asText())
        .contains("socket_address: {address: 127.0.0.1, port_value: 9901}");
  }

  @ParameterizedTest
  @CsvSource({"80, 80", "443, 443", "1023, 1023", "1024,", "8080,"})
  void aListenerBelow1024NeedsNoCapability(int port, String allowed) {
    var ports =
        "{envoys: {gateways: {ingress: {ports: [{port: 9000}, {port: %d}]}}}}".formatted(port);
    var pod = deployment(Chart.ENVOYS, ports).at("/spec/template/spec");
    var sysctls = pod.at("/securityContext/sysctls");
    if (allowed == null) {
      assertThat(sysctls.isMissingNode()).isTrue();
    } else {
      assertThat(sysctls)
          .hasToString(
              "[{\"name\":\"net.ipv4.ip_unprivileged_port_start\",\"value\":\"%s\"}]"
                  .formatted(allowed));
    }
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.at("/containers/0/securityContext/capabilities"))
        .hasToString("{\"drop\":[\"ALL\"]}");
  }

  @Test
  void aGatewaysOwnValuesGoBeforeThoseOfAll() {
    var all = "envoys: {replicas: 3, resources: {limits: {memory: 1Gi}}, drainSeconds: 5}";
    var two =
        """
        envoys:
          gateways:
            ingress: {replicas: 4, resources: {requests: {cpu: 1}}}
            other: {mesh: apps, ports: [{port: 8080}]}
        """;
    var own = deployment(Chart.ENVOYS, all, two);
    assertThat(own.at("/spec/replicas").asInt()).isEqualTo(4);
    assertThat(own.at("/spec/template/spec/containers/0/resources"))
        .hasToString(
            "{\"limits\":{\"memory\":\"1Gi\"},\"requests\":{\"cpu\":1,\"memory\":\"128Mi\"}}");
    var other =
        object("Deployment", NAME.replace("ingress", "other"), Chart.ENVOYS, all, two).path("spec");
    assertThat(other.path("replicas").asInt()).isEqualTo(3);
    assertThat(other.at("/template/spec/containers/0/resources/requests/cpu").asText())
        .isEqualTo("200m");
    // The pod is not killed before it is drained.
    assertThat(other.at("/template/spec/terminationGracePeriodSeconds").asInt()).isEqualTo(15);
    assertThat(other.at("/template/spec/containers/0/lifecycle").toString()).contains("sleep 5");
  }

  @Test
  void autoscalingDecidesTheNumberOfEnvoys() {
    var scaled = "{envoys: {gateways: {ingress: {autoscaling: {enabled: true, maxReplicas: 5}}}}}";
    var scaler = object("HorizontalPodAutoscaler", NAME, Chart.ENVOYS, scaled).path("spec");
    assertThat(scaler.at("/scaleTargetRef/name").asText()).isEqualTo(NAME);
    assertThat(scaler.path("minReplicas").asInt()).isEqualTo(2);
    assertThat(scaler.path("maxReplicas").asInt()).isEqualTo(5);
    assertThat(deployment(Chart.ENVOYS, scaled).path("spec").has("replicas")).isFalse();
  }

  @Test
  void secretsAreFilesThatOnlyTheContainersUserReads() {
    var mount = "envoys: {secrets: [{name: certificates, mountPath: /etc/certificates}]}";
    assertThat(container(Chart.ENVOYS, mount).path("volumeMounts").toString())
        .contains("{\"name\":\"secret-0\",\"mountPath\":\"/etc/certificates\",\"readOnly\":true}");
    assertThat(deployment(Chart.ENVOYS, mount).at("/spec/template/spec/volumes").toString())
        .contains(
            "{\"name\":\"secret-0\",\"secret\":{\"secretName\":\"certificates\","
                + "\"defaultMode\":288}}");
    // Of the endpoint's certificate they have no key.
    assertThat(deployment(Chart.ENVOYS).at("/spec/template/spec/volumes").toString())
        .contains("\"items\":[{\"key\":\"ca.crt\",\"path\":\"ca.crt\"}]")
        .doesNotContain("tls.key");
  }

  @Test
  void prometheusScrapesThePodsOfAllGateways() {
    var monitor = "serviceMonitor: {enabled: true}";
    var name = "gateways-appmesh-gateway-operator-envoys";
    var spec = object("PodMonitor", name, Chart.ENVOYS, monitor).path("spec");
    assertThat(deployment(Chart.ENVOYS).at("/spec/template/metadata/labels").properties())
        .containsAll(spec.at("/selector/matchLabels").properties());
    assertThat(spec.at("/podMetricsEndpoints/0/port"))
        .isEqualTo(container(Chart.ENVOYS).at("/ports/0/name"));
    assertThat(Chart.render(Chart.ENDPOINT, monitor)).doesNotContain("PodMonitor");
  }

  @Test
  void theNotesSayHowToSendARequest(@TempDir Path folder) throws IOException {
    // Helm shows them at an installation only.
    var chart = Chart.copy(folder.resolve("chart"));
    var notes =
        """
        kind: ConfigMap
        metadata: {name: notes}
        data:
          notes: |
            {{- include (print .Template.BasePath "/NOTES.txt") . | nindent 4 }}
        """;
    Files.writeString(chart.resolve("templates/notes.yaml"), notes);

    assertThat(Chart.renderRelease(chart, "gateways", "mesh-system", Chart.ENVOYS))
        .contains("The Envoys of gateway ingress in mesh apps")
        .contains("kubectl -n mesh-system port-forward service/" + NAME + " 8080:80\n");
    assertThat(Chart.renderRelease(chart, "gateways", "mesh-system", Chart.ENDPOINT))
        .contains("It uses its own endpoint")
        .doesNotContain("The Envoys of gateway");
  }

  @Test
  void valuesThatContradictEachOtherAreReported() {
    assertRefused("envoys.gateways: needs endpoint.enabled", "endpoint: {enabled: false}");
    assertRefused("endpoint.tls.secretName: must be set", "endpoint: {tls: {secretName: ''}}");
    assertRefused(
        "endpoint.accessKeys: set readOnlyId",
        "endpoint: {accessKeys: {readOnlyId: '', readOnlySecret: ''}}");
    assertRefused(
        "endpoint.accessKeys: readOnlyId and readOnlySecret belong together",
        "endpoint: {accessKeys: {readOnlySecret: ''}}");
    assertRefused("exclude each other", "endpoint: {accessKeys: {existingSecret: keys, id: ''}}");
    assertRefused("endpoint.service.xdsPort: must", "endpoint: {service: {xdsPort: 8585}}");
    assertRefused("endpoint.service.xdsPort: must", "endpoint: {service: {xdsPort: 8586}}");
    assertRefused(
        "envoys.gateways.ingress.ports: port 80 is there twice",
        "envoys: {gateways: {ingress: {ports: [{port: 80}, {port: 80, listenerPort: 81}]}}}");
    assertRefused(
        "envoys.gateways.ingress.ports: 9902 is a port of Envoy's own",
        "envoys: {gateways: {ingress: {ports: [{port: 80, listenerPort: 9902}]}}}");
    assertRefused(
        "envoys.gateways.ingress.autoscaling.enabled: needs resources.requests.cpu",
        "envoys: {autoscaling: {enabled: true}, resources: {requests: {cpu: null}}}");
    assertRefused(
        "envoys.gateways.ingress.autoscaling.maxReplicas: must be at least minReplicas",
        "envoys: {autoscaling: {enabled: true, minReplicas: 11}}");
    assertRefused(
        "envoys.image.tag: must not be distroless", "envoys: {image: {tag: distroless-v1.40.0}}");
    assertThatThrownBy(() -> Chart.render(Chart.ENDPOINT, "endpoint: {envoysElsewhere: true}"))
        .hasMessageContaining("endpoint.tls.secretName: must be set");
  }

  private static void assertRefused(String message, String values) {
    assertThatThrownBy(() -> Chart.render(Chart.ENVOYS, values)).hasMessageContaining(message);
  }

  private static JsonNode yaml(String text) throws IOException {
    return new YAMLMapper().readTree(text);
  }

  private static JsonNode container(String... values) {
    return deployment(values).at("/spec/template/spec/containers/0");
  }

  private static JsonNode deployment(String... values) {
    return object("Deployment", NAME, values);
  }

  private static JsonNode object(String kind, String name, String... values) {
    var found =
        Chart.objects(Chart.render(values)).stream()
            .filter(it -> it.path("kind").asText().equals(kind))
            .filter(it -> it.at("/metadata/name").asText().equals(name))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
