// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.ops;

import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.EndpointUrl;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshConnections;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.Priority;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The App Mesh to call.
 *
 * @param region its region; null for the AWS SDK's default
 * @param endpointUrl its URL; null for AWS's endpoint
 * @param allowUnsafe whether plain http to other machines is allowed
 */
public record AwsTarget(@Nullable String region, @Nullable URI endpointUrl, boolean allowUnsafe) {

  /** The problems, each with the flag to correct; empty if there are none. */
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

  /** The settings of the connection, with the operator's own credentials. */
  ConnectionSettings settings(CallRates rates) {
    return new ConnectionSettings(
        region,
        endpointUrl,
        new ConnectionSettings.Credentials.Own(),
        null,
        rates.maxReads(),
        rates.maxWrites());
  }

  /**
   * The service, for a command that ends by itself. Makes no call yet.
   *
   * @throws StartupException if no region can be found
   */
  public MeshService service(MeshConnections connections) {
    try {
      return connections
          .connect(MeshConnection.OWN, settings(CallRates.LEARNED))
          .service(Priority.REQUESTED);
    } catch (SdkClientException e) {
      throw withoutRegion(e);
    }
  }

  /** Neither a flag nor the SDK's settings name the region. */
  static StartupException withoutRegion(Exception cause) {
    var profile = System.getenv("AWS_PROFILE");
    return new StartupException(
        "no AWS region is set: set --aws-region, or AWS_REGION as for all AWS SDKs"
            + (profile == null ? "" : "; profile " + profile + " (AWS_PROFILE) has none"),
        cause);
  }
}
