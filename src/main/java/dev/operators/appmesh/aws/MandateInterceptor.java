// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.Mandate;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Prevents all attempts of calls after the end of the mandate. It checks at the last moment at
 * which the SDK can be stopped, since waiting for the rate limit, or a pause of the process, may
 * have taken a long time before.
 */
record MandateInterceptor(Mandate mandate) implements ExecutionInterceptor {

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (!mandate.holds()) {
      throw AbortedException.create("this process is not the leader any more, so it must not act");
    }
  }
}
