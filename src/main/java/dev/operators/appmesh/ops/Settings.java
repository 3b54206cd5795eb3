// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.reconcile.watch.Intervals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator is told at its start.
 *
 * @param aws which App Mesh to manage
 * @param rates how fast it is called at most
 * @param marks what is written into the tags of every gateway
 * @param watch which resources are watched
 * @param intervals how often the operator looks, and how long it waits
 * @param maxConcurrentReconciles how many resources are worked on at once, at least 1
 * @param listen where health and metrics are served
 * @param leaderElection whether others share the work
 */
public record Settings(
    AwsTarget aws,
    CallRates rates,
    OwnerMarks marks,
    WatchScope watch,
    Intervals intervals,
    int maxConcurrentReconciles,
    ListenAddress listen,
    LeaderElection leaderElection) {

  /** What is wrong with these settings, each with the flag to correct; empty if nothing is. */
  public List<String> problems() {
    var problems = new ArrayList<>(aws.problems());
    problems.addAll(marks.problems());
    problems.addAll(watch.problems());
    if (intervals.drift().compareTo(Duration.ofSeconds(1)) < 0) {
      problems.add("--drift-interval must be at least 1s");
    }
    if (intervals.fullResync().compareTo(Duration.ofMinutes(1)) < 0) {
      problems.add("--full-resync-interval must be at least 1m");
    }
    if (intervals.retiredAfter().compareTo(Duration.ofSeconds(1)) < 0) {
      problems.add("--retired-after must be at least 1s");
    }
    if (maxConcurrentReconciles < 1) {
      problems.add(
          "--max-concurrent-reconciles must be at least 1, not " + maxConcurrentReconciles);
    }
    problems.addAll(rates.problems());
    problems.addAll(leaderElection.problems());
    return problems;
  }
}
