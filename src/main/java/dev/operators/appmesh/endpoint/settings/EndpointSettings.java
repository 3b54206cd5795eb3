// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an endpoint.
 *
 * @param host name or address to listen on
 * @param port to listen on; 0 for any free port
 * @param region the AWS region in its ARNs and in the signatures of the calls, such as {@code
 *     us-west-2}
 * @param accountId the account that owns the resources, 12 digits
 * @param meshes names of meshes to create at the start if they do not exist, 1 to 255 characters
 * @param storage where the state is kept
 * @param seed file printed by {@code endpoint dump}, loaded into an empty storage; null for none
 * @param quotas the maximum number of resources; unlimited for quotas that are not in it
 * @param authentication how callers are authenticated
 * @param tls its certificate; null for plain http
 */
public record EndpointSettings(
    String host,
    int port,
    String region,
    String accountId,
    List<String> meshes,
    Storage storage,
    @Nullable Path seed,
    Map<Quota, Integer> quotas,
    Authentication authentication,
    @Nullable TlsFiles tls) {

  public EndpointSettings {
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("region must be the name of an AWS region: " + region);
    }
    if (!accountId.matches("\\d{12}")) {
      throw new IllegalArgumentException("accountId must be 12 digits: " + accountId);
    }
    meshes = List.copyOf(meshes);
    quotas = Map.copyOf(quotas);
  }
}
