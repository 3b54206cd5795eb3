// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.connect.Grants;
import dev.operators.appmesh.reconcile.watch.Intervals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of the operator.
 *
 * @param aws the App Mesh to manage
 * @param rates the maximum rates of calls to it
 * @param marks the tags for every gateway
 * @param watch the resources to watch
 * @param grants what is permitted to resources that use the operator's own settings
 * @param intervals how often the operator compares, and how long it waits
 * @param maxConcurrentReconciles maximum number of resources that are reconciled at the same time
 *     by each connection, at least 1
 * @param listen address for health and metrics
 * @param leaderElection whether and how to take part in a leader election
 */
public record Settings(
    AwsTarget aws,
    CallRates rates,
    OwnerMarks marks,
    WatchScope watch,
    Grants grants,
    Intervals intervals,
    int maxConcurrentReconciles,
    ListenAddress listen,
    LeaderElection leaderElection) {

  /** The problems, each with the flag to correct; empty if there are none. */
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
