// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When each alert fires and when it does not, as Prometheus itself sees it. */
class AlertsIT {

  /** An hour and a half of values, one a minute; each alert has had its time by then. */
  private static final double END = 90 * 60.0;

  private static final Path CASES = Path.of("src/test/resources/alerts.yaml");

  private static Prometheus prometheus;

  /**
   * An alert's values.
   *
   * @param fires series with which it fires
   * @param quiet series with which it does not
   */
  record Case(Map<String, String> fires, Map<String, String> quiet) {}

  @BeforeAll
  static void find() throws Exception {
    prometheus = Prometheus.find();
  }

  static Map<String, Case> cases() throws IOException {
    return new YAMLMapper().readValue(CASES.toFile(), new TypeReference<Map<String, Case>>() {});
  }

  static Stream<Expressions.Expression> alerts() {
    return Expressions.ofAlerts().stream();
  }

  @Test
  void prometheusAcceptsTheRules() throws IOException {
    assertThat(prometheus.evaluate(PrometheusRequest.about(Expressions.RULES.toString())).rules())
        .isEmpty();
  }

  @Test
  void everyAlertHasACase() throws IOException {
    assertThat(alerts().map(Expressions.Expression::where))
        .containsExactlyElementsOf(cases().keySet());
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alertFiresOnlyOnItsFailingCase(Expressions.Expression alert) throws IOException {
    var values = requireNonNull(cases().get(alert.where()), alert.where());
    var query = List.of(new PrometheusRequest.Query(alert.expr(), END, false));

    var fires =
        prometheus.evaluate(PrometheusRequest.about(values.fires(), query)).results().getFirst();
    assertThat(fires.error()).isEmpty();
    assertThat(fires.series()).isNotEmpty();
    assertThat(fires.series().getFirst().keySet()).containsAll(alert.labels());

    var quiet =
        prometheus.evaluate(PrometheusRequest.about(values.quiet(), query)).results().getFirst();
    assertThat(quiet.error()).isEmpty();
    assertThat(quiet.series()).isEmpty();
  }
}
