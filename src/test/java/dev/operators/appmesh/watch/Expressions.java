// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The PromQL of alerts and dashboard. */
public final class Expressions {

  /** The alerts. */
  public static final Path RULES = Path.of("config/prometheus/rules.yaml");

  /** The dashboard. */
  public static final Path DASHBOARD = Path.of("config/grafana/dashboard.json");

  private static final Pattern ALERT_LABEL = Pattern.compile("\\{\\{ *\\$labels\\.(\\w+)");
  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{ *(\\w+)");

  private Expressions() {}

  /**
   * One of them.
   *
   * @param where the alert's name or the panel's title
   * @param expr in PromQL
   * @param labels that texts about its result name
   */
  public record Expression(String where, String expr, Set<String> labels) {

    @Override
    public String toString() {
      return where + ": " + expr;
    }
  }

  /** Those of the alerts. */
  public static List<Expression> ofAlerts() {
    return alerts().stream()
        .map(
            alert ->
                new Expression(
                    alert.get("alert").asText(),
                    alert.get("expr").asText(),
                    found(ALERT_LABEL, alert.get("annotations").toString())))
        .toList();
  }

  /** Those of the dashboard. */
  public static List<Expression> ofDashboard() {
    return read(new ObjectMapper(), DASHBOARD)
        .get("panels")
        .valueStream()
        .flatMap(
            panel ->
                panel
                    .path("targets")
                    .valueStream()
                    .map(
                        target ->
                            new Expression(
                                panel.get("title").asText(),
                                target.get("expr").asText(),
                                found(LEGEND_LABEL, target.path("legendFormat").asText()))))
        .toList();
  }

  /** The alerts as the file has them. */
  static List<JsonNode> alerts() {
    return read(new YAMLMapper(), RULES)
        .get("groups")
        .valueStream()
        .flatMap(group -> group.get("rules").valueStream())
        .toList();
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(it -> it.group(1)).collect(Collectors.toSet());
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
