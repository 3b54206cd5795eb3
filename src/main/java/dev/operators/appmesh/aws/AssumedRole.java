// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The credentials of a role. If it cannot be assumed, STS is asked only once in ten seconds, no
 * matter how many gateways need the role.
 */
final class AssumedRole implements AwsCredentialsProvider {

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private record Refusal(SdkException cause, Instant until) {}

  private final String action;
  private final String roleArn;
  private final AwsCredentialsProvider session;
  private final InstantSource clock;
  private volatile @Nullable Refusal refusal;

  /**
   * @param action the STS action, such as {@code sts:AssumeRole}
   * @param session assumes it, and keeps its credentials while they are valid
   */
  AssumedRole(String action, String roleArn, AwsCredentialsProvider session, InstantSource clock) {
    this.action = action;
    this.roleArn = roleArn;
    this.session = session;
    this.clock = clock;
  }

  /**
   * @throws RoleNotAssumedException if the role cannot be assumed
   */
  @Override
  public AwsCredentials resolveCredentials() {
    var known = refusal;
    if (known != null && clock.instant().isBefore(known.until())) {
      throw new RoleNotAssumedException(action, roleArn, known.cause());
    }
    try {
      var credentials = session.resolveCredentials();
      refusal = null;
      return credentials;
    } catch (RoleNotAssumedException base) {
      throw base; // the role that was to assume this one
    } catch (SdkException e) {
      refusal = new Refusal(e, clock.instant().plus(PAUSE));
      throw new RoleNotAssumedException(action, roleArn, e);
    }
  }
}
