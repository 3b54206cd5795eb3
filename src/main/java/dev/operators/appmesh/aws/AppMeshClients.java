// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshAccess;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.appmesh.AppMeshClient;
import software.amazon.awssdk.services.appmesh.AppMeshClientBuilder;

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
   * @param limiter of the account and region; every call waits for it
   * @param breaker of the endpoint; holds calls that nobody would answer
   * @param mandate without which no call goes
   * @param metrics where the calls are counted
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region can be found
   */
  public static AppMeshClient client(
      @Nullable String region,
      @Nullable URI endpoint,
      int connections,
      Limiter limiter,
      Breaker breaker,
      Mandate mandate,
      MeterRegistry metrics) {
    var calls = new GatedCalls(limiter, breaker);
    return builder(
            region,
            endpoint,
            calls,
            new MandatedCalls(mandate),
            new CallMetrics(metrics, MeshAccess.OWN),
            breaker)
        .httpClientBuilder(
            ApacheHttpClient.builder().maxConnections(connections).expectContinueEnabled(false))
        .build();
  }

  /** A client's builder with all but the HTTP client and the credentials. */
  static AppMeshClientBuilder builder(
      @Nullable String region,
      @Nullable URI endpoint,
      GatedCalls calls,
      MandatedCalls mandated,
      CallMetrics metrics,
      Breaker breaker) {
    var builder =
        AppMeshClient.builder()
            .overrideConfiguration(
                settings ->
                    settings
                        .addExecutionInterceptor(calls)
                        .addExecutionInterceptor(mandated)
                        .addExecutionInterceptor(metrics)
                        .retryStrategy(repetition(breaker))
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .apiCallTimeout(CALL_TIMEOUT));
    if (region != null) {
      builder.region(Region.of(region));
    }
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder;
  }

  /**
   * The SDK's own, but what is refused for its rate fails: the limiter is to know, and to wait. A
   * probe is made once.
   */
  private static RetryStrategy repetition(Breaker breaker) {
    return StandardRetryStrategy.builder()
        .useClientDefaults(false)
        .maxAttempts(3)
        .backoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(20)))
        .retryOnException(thrown -> breaker.outage().isEmpty() && mayPass(thrown))
        .build();
  }

  private static boolean mayPass(Throwable thrown) {
    return switch (thrown) {
      case SdkServiceException answer ->
          !answer.isThrottlingException()
              && (answer.statusCode() >= 500 || answer.isClockSkewException());
      case ApiCallAttemptTimeoutException _ -> true;
      case SdkClientException failure ->
          failure.retryable() || failure.getCause() instanceof IOException;
      default -> false;
    };
  }
}
