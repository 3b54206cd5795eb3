// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.gateway;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to call a mesh service.
 *
 * @param region the region to sign for; null takes the AWS SDK's own default
 * @param endpoint where to call; null is AWS's own endpoint of the region
 * @param credentials whom to call as, or who assumes {@code role}
 * @param role a role to assume before; null for none
 * @param maxReadRate reads per second that are never exceeded; 0 for what is learned
 * @param maxWriteRate writes per second that are never exceeded; 0 for what is learned
 */
public record ConnectionSettings(
    @Nullable String region,
    @Nullable URI endpoint,
    Credentials credentials,
    @Nullable Role role,
    double maxReadRate,
    double maxWriteRate) {

  /** Whom calls are made as. */
  public sealed interface Credentials {

    /** The operator itself, as the AWS SDK's default chain finds it. */
    record Own() implements Credentials {}

    /**
     * Whoever has this access key.
     *
     * @param token the session token of temporary credentials; null for lasting ones
     */
    record Key(String id, String secret, @Nullable String token) implements Credentials {

      /** Without what must not get into a log. */
      @Override
      public String toString() {
        return "Key[" + id + "]";
      }
    }

    /** A role that the operator's token of its service account may assume. */
    record WebIdentity(String roleArn) implements Credentials {}
  }

  /**
   * A role to assume.
   *
   * @param externalId what its trust policy asks for; null for nothing
   */
  public record Role(String arn, @Nullable String externalId) {}
}
