// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.FailureKind;
import dev.operators.appmesh.gateway.MeshFailure;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * A call of the SDK, made again while App Mesh refuses it for its rate; its failures in our words.
 */
final class OneCall {

  /** How often a call is made before its caller hears that App Mesh refuses it for its rate. */
  private static final int THROTTLED_ATTEMPTS = 5;

  private OneCall() {}

  /**
   * @param operation the API operation, for whoever reads of its failure
   * @throws MeshFailure if it fails
   */
  static <T> T of(String operation, Supplier<T> call) {
    try {
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
    } catch (SdkException e) {
      throw Failures.of(operation, e);
    } catch (IllegalArgumentException e) {
      throw new MeshFailure(FailureKind.REJECTED, operation, String.valueOf(e.getMessage()), e);
    }
  }
}
