// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.gateway.EndpointUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which App Mesh to call.
 *
 * @param region its region; null takes the AWS SDK's own default
 * @param endpointUrl where it is; null is AWS's own
 * @param allowUnsafe whether plain http may leave the machine
 */
public record AwsTarget(@Nullable String region, @Nullable URI endpointUrl, boolean allowUnsafe) {

  /** What is wrong with it, each with the flag to correct; empty if nothing is. */
  public List<String> problems() {
    var problems = new ArrayList<String>();
    if (region != null && !region.matches("[a-z0-9-]{1,32}")) {
      problems.add("--aws-region must be the name of a region, such as us-west-2, not " + region);
    }
    if (endpointUrl != null) {
      EndpointUrl.problem(endpointUrl, allowUnsafe)
          .ifPresent(it -> problems.add("--aws-endpoint-url " + it));
    }
    return problems;
  }

  /** Why nothing can begin where neither flag nor SDK knows the region. */
  static StartupException withoutRegion(Exception cause) {
    return new StartupException(
        "no AWS region is set: set --aws-region, or AWS_REGION as for all AWS SDKs", cause);
  }
}
