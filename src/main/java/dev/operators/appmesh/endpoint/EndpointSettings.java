// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import java.util.List;

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
 */
public record EndpointSettings(
    String host, int port, String region, String accountId, List<String> meshes, Storage storage) {

  public EndpointSettings {
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("region must be the name of a region: " + region);
    }
    if (!accountId.matches("\\d{12}")) {
      throw new IllegalArgumentException("accountId must be 12 digits: " + accountId);
    }
    meshes = List.copyOf(meshes);
  }

  /**
   * An endpoint on a free port of the loopback interface, with AWS's example account, whose state
   * ends with it.
   */
  public static EndpointSettings local(String... meshes) {
    return new EndpointSettings(
        "127.0.0.1", 0, "us-west-2", "123456789012", List.of(meshes), new Storage.Temporary());
  }

  /** These settings with another storage. */
  public EndpointSettings in(Storage other) {
    return new EndpointSettings(host, port, region, accountId, meshes, other);
  }
}
