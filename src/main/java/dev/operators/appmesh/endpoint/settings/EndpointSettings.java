// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint is set up.
 *
 * @param host name or address to listen on
 * @param port to listen on; 0 for any free one
 * @param region the AWS region that its ARNs name, such as {@code us-west-2}
 * @param accountId the account that owns what it holds, 12 digits
 * @param meshes names of meshes that it makes at its start where they are missing, 1 to 255
 *     characters
 * @param storage where it keeps its state
 * @param seed file that an empty storage is filled from, as {@code endpoint dump} prints it; null
 *     for none
 * @param quotas how many of a kind there may be; any number of what is not named
 * @param authentication who may call it
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
      throw new IllegalArgumentException("region must be the name of a region: " + region);
    }
    if (!accountId.matches("\\d{12}")) {
      throw new IllegalArgumentException("accountId must be 12 digits: " + accountId);
    }
    meshes = List.copyOf(meshes);
    quotas = Map.copyOf(quotas);
  }
}
