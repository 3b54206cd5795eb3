// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.CommandLineRun;
import dev.operators.appmesh.envoy.EnvoyProcess;
import dev.operators.appmesh.envoy.EnvoyProgram;
import dev.operators.appmesh.envoy.FreePorts;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.EndpointProcess;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.OperatorProcess;
import dev.operators.appmesh.fixture.TestEnvironment;
import dev.operators.appmesh.programs.TempFolder;
import dev.operators.appmesh.watch.Expressions;
import dev.operators.appmesh.watch.Prometheus;
import dev.operators.appmesh.watch.PrometheusRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for metrics that operator and endpoint really have. */
class ExpressionsIT {

  private static final double FIRST = 60;
  private static final double SECOND = 90;

  /** Sees both scrapes within a minute. */
  private static final double NOW = 100;

  @Test
  void everyExpressionFindsSeriesInARealScrape() throws Exception {
    var ports = FreePorts.some(3);
    try (var folder = TempFolder.createIn(Path.of("target"), "watched-endpoint-");
        var endpoint =
            EndpointProcess.on(
                folder.path().resolve("data"),
                "--fault=TagResource=500@1",
                "--xds-listen=127.0.0.1:" + ports.get(0));
        var env = new TestEnvironment("watched")) {
      var uri = endpoint.awaitServing();
      createGatewayWithoutCertificate(uri, ports.get(1));
      var bootstrap = bootstrap(folder.path(), ports.get(0), ports.get(2));
      try (var _ = EnvoyProcess.startWaiting(EnvoyProgram.find(), bootstrap, ports.get(2));
          var operator = EmbeddedOperator.retiring(env, uri, Duration.ofMinutes(10))) {
        var pages = Map.of("operator", operator.management(), "endpoint", endpoint.awaitStarted());
        env.create("good", 80);
        env.create(Manifest.of(env.namespace, "bad", "nowhere", 80));
        env.create("other", 80);
        env.awaitReady("good");
        env.awaitReady("other");
        env.awaitReason("bad", "MeshNotFound");
        // A metric of errors that is there from the first scrape on.
        env.edit(
            "good", it -> Manifest.with(it, "tags", List.of(Map.of("key", "a", "value", "b"))));
        env.awaitReason("good", "ServiceError");
        awaitSeries(operator.management(), "status_code=\"500\"");
        awaitSeries(endpoint.awaitStarted(), "appmesh_endpoint_xds_rejections_total{");
        var scrapes = new ArrayList<>(scrape(pages, FIRST));
        env.changePort("other", 81);
        awaitSeries(operator.management(), "operation=\"UpdateVirtualGateway\"");
        scrapes.addAll(scrape(pages, SECOND));

        evaluate(scrapes);
      }
    }
  }

  /** An Envoy rejects its listener. */
  private static void createGatewayWithoutCertificate(URI endpoint, int port)
      throws IOException, InterruptedException {
    var gateway =
        """
        {"virtualGatewayName": "bare", "spec": {"listeners": [{
          "portMapping": {"port": %d, "protocol": "http"},
          "tls": {"mode": "STRICT", "certificate": {"file": {
            "certificateChain": "/nowhere/tls.crt", "privateKey": "/nowhere/tls.key"}}}}]}}
        """
            .formatted(port);
    var request =
        HttpRequest.newBuilder(endpoint.resolve("/v20190125/meshes/apps/virtualGateways"))
            .PUT(HttpRequest.BodyPublishers.ofString(gateway))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  private static Path bootstrap(Path folder, int xds, int admin) throws IOException {
    var printed =
        CommandLineRun.of(
            "endpoint",
            "envoy-bootstrap",
            "--mesh=apps",
            "--gateway=bare",
            "--xds=127.0.0.1:" + xds,
            "--admin-listen=127.0.0.1:" + admin);
    return Files.writeString(folder.resolve("envoy.yaml"), printed.out());
  }

  private static void awaitSeries(URI management, String part) {
    Awaitility.await(part)
        .atMost(TestEnvironment.PATIENCE)
        .until(() -> page(management).contains(part));
  }

  private static List<PrometheusRequest.Scrape> scrape(Map<String, URI> pages, double time)
      throws IOException, InterruptedException {
    var scrapes = new ArrayList<PrometheusRequest.Scrape>();
    for (var entry : pages.entrySet()) {
      var labels = Map.of("job", entry.getKey(), "instance", "localhost");
      scrapes.add(new PrometheusRequest.Scrape(time, page(entry.getValue()), labels));
    }
    return scrapes;
  }

  private static String page(URI management) throws IOException, InterruptedException {
    return OperatorProcess.get(management.resolve("/metrics")).body();
  }

  private static void evaluate(List<PrometheusRequest.Scrape> scrapes) throws Exception {
    var alerts = Expressions.ofAlerts();
    var dashboard = Expressions.ofDashboard();
    var expressions = Stream.concat(alerts.stream(), dashboard.stream()).toList();
    // Nothing is wrong enough for an alert; that each fires is the business of AlertsIT.
    var queries =
        Stream.concat(
                alerts.stream().map(it -> new PrometheusRequest.Query(it.expr(), NOW, true)),
                dashboard.stream().map(it -> new PrometheusRequest.Query(it.expr(), NOW, false)))
            .toList();
    var results = Prometheus.find().evaluate(PrometheusRequest.about(scrapes, queries)).results();

    var softly = new SoftAssertions();
    softly.assertThat(results).hasSameSizeAs(expressions);
    for (var index = 0; index < expressions.size(); index++) {
      var expression = expressions.get(index);
      var result = results.get(index);
      softly.assertThat(result.error()).as(expression.toString()).isEmpty();
      softly
          .assertThat(result.selectors().values())
          .as("%s: series of %s", expression, result.selectors())
          .isNotEmpty()
          .doesNotContain(0);
      if (!expression.expr().startsWith("absent(")) {
        softly.assertThat(result.series()).as("result of " + expression).isNotEmpty();
        softly
            .assertThat(result.series())
            .as("labels of " + expression)
            .anyMatch(series -> series.keySet().containsAll(expression.labels()));
      }
    }
    softly.assertAll();
  }
}
