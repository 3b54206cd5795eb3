// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import java.util.ArrayList;
import java.util.List;

/**
 * The maximum rates of calls to App Mesh.
 *
 * @param maxReads maximum number of reads per second; 0 for the learned rate
 * @param maxWrites maximum number of writes per second; 0 for the learned rate
 */
public record CallRates(double maxReads, double maxWrites) {

  /** Only the learned rates. */
  public static final CallRates LEARNED = new CallRates(0, 0);

  /** The problems, each with the flag to correct; empty if there are none. */
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
