// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import dev.operators.appmesh.gateway.Mandate;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Lets no attempt of a call go once the mandate has ended. It asks at the last moment at which the
 * SDK can be stopped: whatever came before, a wait for the rate or a process that was paused, may
 * have taken long.
 */
record MandateInterceptor(Mandate mandate) implements ExecutionInterceptor {

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (!mandate.holds()) {
      throw AbortedException.create("this process may not act any more: it does not lead");
    }
  }
}
