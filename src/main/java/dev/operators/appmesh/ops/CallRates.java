// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast App Mesh is called at most.
 *
 * @param maxReads reads per second that are never exceeded; 0 for what is learned
 * @param maxWrites writes per second that are never exceeded; 0 for what is learned
 */
public record CallRates(double maxReads, double maxWrites) {

  /** As fast as App Mesh is seen to take calls. */
  public static final CallRates LEARNED = new CallRates(0, 0);

  /** What is wrong with them, each with the flag to correct; empty if nothing is. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    addProblem("--max-read-rate", maxReads, problems);
    addProblem("--max-write-rate", maxWrites, problems);
    return problems;
  }

  private static void addProblem(String flag, double rate, List<String> problems) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      problems.add(flag + " must be 0 or a positive number of calls per second, not " + rate);
    }
  }
}
