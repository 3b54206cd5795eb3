// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.watch;

import java.util.List;
import java.util.Map;

/**
 * What {@link Prometheus} is given, and what it is to find out. All times are seconds.
 *
 * @param scrapes pages of metrics
 * @param series values by series, in the notation of promtool's unit tests
 * @param interval from one value of {@code series} to the next
 * @param queries to evaluate
 * @param rules files to check
 */
public record PrometheusRequest(
    List<Scrape> scrapes,
    Map<String, String> series,
    double interval,
    List<Query> queries,
    List<String> rules) {

  /** About pages of metrics. */
  public static PrometheusRequest about(List<Scrape> scrapes, List<Query> queries) {
    return new PrometheusRequest(scrapes, Map.of(), 0, queries, List.of());
  }

  /** About series with a value a minute. */
  public static PrometheusRequest about(Map<String, String> series, List<Query> queries) {
    return new PrometheusRequest(List.of(), series, 60, queries, List.of());
  }

  /** About a file of rules. */
  public static PrometheusRequest about(String rules) {
    return new PrometheusRequest(List.of(), Map.of(), 0, List.of(), List.of(rules));
  }

  /**
   * A page of metrics.
   *
   * @param time at which it was scraped
   * @param page its text
   * @param labels that the scrape adds, such as job
   */
  public record Scrape(double time, String page, Map<String, String> labels) {}

  /**
   * An expression.
   *
   * @param expr in PromQL
   * @param time at which it is evaluated
   * @param loosely whether comparisons answer 0 or 1 instead of leaving out what they refuse, and
   *     selectors take any value of the labels that they name
   */
  public record Query(String expr, double time, boolean loosely) {}
}
