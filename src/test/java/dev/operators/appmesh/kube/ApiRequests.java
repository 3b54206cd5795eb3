// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.kube;

import java.util.regex.Pattern;

/**
 * The requests that an API server has counted since its start.
 *
 * @param metrics its metrics page
 */
record ApiRequests(String metrics) {

  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^apiserver_request_total\\{(.*)} (\\S+)$");

  /** How many of these there were. */
  double count(String verbs, String resource, String subresource) {
    var verb = Pattern.compile("(?:^|,)verb=\"(?:" + verbs + ")\"");
    return SAMPLE
        .matcher(metrics)
        .results()
        .filter(sample -> verb.matcher(sample.group(1)).find())
        .filter(sample -> has(sample.group(1), "resource", resource))
        .filter(sample -> has(sample.group(1), "subresource", subresource))
        .mapToDouble(sample -> Double.parseDouble(sample.group(2)))
        .sum();
  }

  private static boolean has(String labels, String name, String value) {
    return ("," + labels).contains("," + name + "=\"" + value + '"');
  }
}
