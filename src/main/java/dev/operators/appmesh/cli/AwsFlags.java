// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.ops.AwsTarget;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags for the App Mesh to call. */
final class AwsFlags {

  @Option(
      names = "--aws-region",
      paramLabel = "REGION",
      description = "Region to manage. Default: the AWS SDK's default region.")
  private @Nullable String region;

  @Option(
      names = "--aws-endpoint-url",
      paramLabel = "URL",
      description =
          "URL of an endpoint with App Mesh's API. Default: AWS's endpoint of the" + " region.")
  private @Nullable URI endpointUrl;

  @Option(
      names = "--allow-unsafe-aws-endpoint-urls",
      description = "Allow a plain http endpoint on another machine.")
  private boolean allowUnsafe;

  AwsTarget target() {
    return new AwsTarget(region, endpointUrl, allowUnsafe);
  }

  /** Whether a region or an endpoint is given. */
  boolean areGiven() {
    return region != null || endpointUrl != null;
  }
}
