// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** What the SDK tries again by itself, within the time of one call. */
final class SdkRetries {

  private static final int ATTEMPTS = 3;

  private SdkRetries() {}

  /**
   * The SDK's own, but what is refused for its rate fails: the limiter is to know, and to wait. A
   * probe is made once.
   */
  static RetryStrategy strategy(Breaker breaker) {
    return StandardRetryStrategy.builder()
        .useClientDefaults(false)
        .maxAttempts(ATTEMPTS)
        .backoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(20)))
        .retryOnException(thrown -> breaker.outage().isEmpty() && isTransient(thrown))
        .build();
  }

  private static boolean isTransient(Throwable thrown) {
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
