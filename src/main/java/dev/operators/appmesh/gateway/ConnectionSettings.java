// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to call a mesh service.
 *
 * @param region the region to sign for; null for the AWS SDK's default
 * @param endpoint the URL to call; null for AWS's endpoint of the region
 * @param credentials the credentials for the calls, or for assuming {@code role}
 * @param role a role to assume first; null for none
 * @param maxReadRate maximum number of reads per second; 0 for the learned rate
 * @param maxWriteRate maximum number of writes per second; 0 for the learned rate
 */
public record ConnectionSettings(
    @Nullable String region,
    @Nullable URI endpoint,
    Credentials credentials,
    @Nullable Role role,
    double maxReadRate,
    double maxWriteRate) {

  /** The source of the credentials for calls. */
  public sealed interface Credentials {

    /** The operator's own credentials, from the AWS SDK's default chain. */
    record Own() implements Credentials {}

    /**
     * An access key.
     *
     * @param token the session token of temporary credentials; null for lasting ones
     */
    record Key(String id, String secret, @Nullable String token) implements Credentials {

      /** Without the secrets, which must not be logged. */
      @Override
      public String toString() {
        return "Key[" + id + "]";
      }
    }

    /** A role that the operator's service account may assume with its token. */
    record WebIdentity(String roleArn) implements Credentials {}
  }

  /**
   * A role to assume.
   *
   * @param externalId the external ID that its trust policy requires; null for none
   */
  public record Role(String arn, @Nullable String externalId) {}
}
