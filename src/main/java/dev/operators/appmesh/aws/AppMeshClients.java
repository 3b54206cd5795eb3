// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appmesh.AppMeshClient;

/** Makes the SDK's client. */
public final class AppMeshClients {

  /** One attempt; App Mesh answered within a second. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  /** One call with the SDK's three attempts and the pauses between them. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private AppMeshClients() {}

  /**
   * A client with credentials from the SDK's default chain.
   *
   * @param region the region to sign for; null takes the SDK's own default
   * @param endpoint where to call; null is AWS's own endpoint of the region
   * @param connections how many calls may be under way at once
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region can be found
   */
  public static AppMeshClient client(
      @Nullable String region, @Nullable URI endpoint, int connections) {
    var builder =
        AppMeshClient.builder()
            .httpClientBuilder(
                ApacheHttpClient.builder().maxConnections(connections).expectContinueEnabled(false))
            .overrideConfiguration(
                settings ->
                    settings
                        .retryStrategy(RetryMode.STANDARD)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .apiCallTimeout(CALL_TIMEOUT));
    if (region != null) {
      builder.region(Region.of(region));
    }
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }
}
