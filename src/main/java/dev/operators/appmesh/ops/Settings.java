// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator is told at its start.
 *
 * @param awsRegion region to manage; null takes the AWS SDK's own default
 * @param awsEndpointUrl endpoint to call; null is AWS's own
 * @param allowUnsafeEndpoint whether plain http may leave the machine
 * @param clusterId id in the ownership tags; null takes the uid of namespace kube-system
 * @param resourceTags tags of every gateway; {@code %NAMESPACE%} and {@code %NAME%} in a value
 *     stand for the resource's
 * @param watchNamespaces namespaces to watch; none means all
 * @param watchSelector label selector of the resources to watch; null means all
 * @param driftInterval how often each mesh is listed to find what others changed
 * @param fullResyncInterval how often each resource is compared with App Mesh although nothing
 *     happened
 * @param retiredAfter how long nobody answers at App Mesh before every resource says so
 * @param maxConcurrentReconciles how many resources are worked on at once, at least 1
 * @param maxReadRate reads of App Mesh per second that are never exceeded; 0 for what is learned
 * @param maxWriteRate writes to App Mesh per second that are never exceeded; 0 for what is learned
 * @param listen where health and metrics are served
 */
public record Settings(
    @Nullable String awsRegion,
    @Nullable URI awsEndpointUrl,
    boolean allowUnsafeEndpoint,
    @Nullable String clusterId,
    Map<String, String> resourceTags,
    Set<String> watchNamespaces,
    @Nullable String watchSelector,
    Duration driftInterval,
    Duration fullResyncInterval,
    Duration retiredAfter,
    int maxConcurrentReconciles,
    double maxReadRate,
    double maxWriteRate,
    ListenAddress listen) {

  /** What is wrong with these settings, each with the flag to correct; empty if nothing is. */
  public List<String> problems() {
    var problems =
        new ArrayList<>(new AwsTarget(awsRegion, awsEndpointUrl, allowUnsafeEndpoint).problems());
    problems.addAll(new OwnerMarks(clusterId, resourceTags).problems());
    for (var namespace : watchNamespaces) {
      if (!namespace.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
        problems.add("--watch-namespace must be the name of a namespace, not " + namespace);
      }
    }
    if (driftInterval.compareTo(Duration.ofSeconds(1)) < 0) {
      problems.add("--drift-interval must be at least 1s");
    }
    if (fullResyncInterval.compareTo(Duration.ofMinutes(1)) < 0) {
      problems.add("--full-resync-interval must be at least 1m");
    }
    if (retiredAfter.compareTo(Duration.ofSeconds(1)) < 0) {
      problems.add("--retired-after must be at least 1s");
    }
    if (maxConcurrentReconciles < 1) {
      problems.add(
          "--max-concurrent-reconciles must be at least 1, not " + maxConcurrentReconciles);
    }
    rateProblem("--max-read-rate", maxReadRate, problems);
    rateProblem("--max-write-rate", maxWriteRate, problems);
    return problems;
  }

  private static void rateProblem(String flag, double rate, List<String> problems) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      problems.add(flag + " must be 0 or a positive number of calls per second, not " + rate);
    }
  }
}
