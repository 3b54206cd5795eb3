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

/** Which failed attempts the SDK repeats within one call. */
final class SdkRetries {

  private static final int ATTEMPTS = 3;

  private SdkRetries() {}

  /**
   * The SDK's standard strategy, except that throttled calls are not repeated, so that the limiter
   * notices them, and probes in an outage are not repeated.
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
