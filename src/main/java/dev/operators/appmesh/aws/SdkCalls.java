// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import dev.operators.appmesh.gateway.Priority;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Makes calls with the SDK. Repeats throttled calls, and converts exceptions of the SDK to
 * failures.
 *
 * @param priority of the calls
 */
record SdkCalls(Priority priority) {

  /** Maximum number of attempts for a throttled call. */
  private static final int THROTTLED_ATTEMPTS = 5;

  /**
   * @param operation the API operation, for the message of a failure
   * @throws MeshFailure if it fails
   */
  <T> T make(String operation, Supplier<T> call) {
    try {
      return Limiter.prioritized(priority, () -> attempts(call));
    } catch (SdkException e) {
      throw Failures.of(operation, e);
    } catch (IllegalArgumentException e) {
      throw new MeshFailure(FailureKind.REJECTED, operation, String.valueOf(e.getMessage()), e);
    }
  }

  private static <T> T attempts(Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SdkServiceException e) {
        // Each attempt waits for its turn, so there is nothing to wait for here.
        if (!e.isThrottlingException() || attempt == THROTTLED_ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
