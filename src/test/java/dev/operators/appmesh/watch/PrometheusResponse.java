// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.watch;

import java.util.List;
import java.util.Map;

/**
 * What {@link Prometheus} found.
 *
 * @param results one a query, in their order
 * @param rules what is wrong with the files of rules
 */
public record PrometheusResponse(List<Result> results, List<String> rules) {

  /**
   * What a query yields.
   *
   * @param error why it cannot be parsed or evaluated; empty if it can
   * @param series the labels of each series of its result
   * @param selectors how many series there are with the name, and labels of the names, that each of
   *     its selectors asks for
   */
  public record Result(
      String error, List<Map<String, String>> series, Map<String, Integer> selectors) {}
}
