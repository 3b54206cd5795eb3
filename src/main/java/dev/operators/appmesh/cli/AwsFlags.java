// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.cli;

import dev.operators.appmesh.ops.AwsTarget;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which App Mesh to call. */
final class AwsFlags {

  @Option(
      names = "--aws-region",
      paramLabel = "REGION",
      description = "Region to manage. Default: the AWS SDK's own.")
  private @Nullable String region;

  @Option(
      names = "--aws-endpoint-url",
      paramLabel = "URL",
      description = "Endpoint that speaks App Mesh's API. Default: AWS's own of the region.")
  private @Nullable URI endpointUrl;

  @Option(
      names = "--allow-unsafe-aws-endpoint-urls",
      description = "Permit a plain http endpoint on another machine.")
  private boolean allowUnsafe;

  AwsTarget target() {
    return new AwsTarget(region, endpointUrl, allowUnsafe);
  }

  /** Whether any of them names a place. */
  boolean areGiven() {
    return region != null || endpointUrl != null;
  }
}
