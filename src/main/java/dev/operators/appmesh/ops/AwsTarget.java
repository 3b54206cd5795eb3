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

  /** How it is called: with the operator's own credentials. */
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
   * App Mesh there, for a command that ends by itself. Calls nobody yet.
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

  /** Why nothing can begin where neither flag nor SDK knows the region. */
  static StartupException withoutRegion(Exception cause) {
    return new StartupException(
        "no AWS region is set: set --aws-region, or AWS_REGION as for all AWS SDKs", cause);
  }
}
