// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Adds the limiter and the breaker to an SDK client. A call waits before the SDK signs it and
 * before its timeouts begin, unless there is an outage. Retries by the SDK do not wait again, since
 * that would use up the time of the call; later calls wait longer instead. The SDK must not retry
 * throttled calls: such a call fails, and the next attempt waits again.
 */
final class LimiterInterceptor implements ExecutionInterceptor {

  private static final ExecutionAttribute<Long> GRANTED =
      new ExecutionAttribute<>("dev.operators.appmesh.Granted");
  private static final ExecutionAttribute<Boolean> SENT =
      new ExecutionAttribute<>("dev.operators.appmesh.Sent");

  private final Limiter limiter;
  private final Breaker breaker;

  LimiterInterceptor(Limiter limiter, Breaker breaker) {
    this.limiter = limiter;
    this.breaker = breaker;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    breaker.check();
    try {
      var granted = limiter.await(operation(attributes), Limiter.priority());
      // Its turn may have come long after the last answer.
      breaker.admit();
      attributes.putAttribute(GRANTED, granted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while waiting for its turn", e);
    }
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (attributes.getAttribute(SENT) != null) {
      attributes.putAttribute(GRANTED, limiter.charge(operation(attributes)));
    }
    attributes.putAttribute(SENT, true);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    limiter.accepted(operation(attributes));
    breaker.answered();
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof SdkServiceException answer) {
      breaker.answered();
      if (answer.isThrottlingException()) {
        limiter.refused(operation(attributes), attributes.getAttribute(GRANTED));
      } else {
        limiter.accepted(operation(attributes));
      }
    } else {
      Failures.unreachable(context.exception()).ifPresent(breaker::unanswered);
      // What was not sent waited for something else, such as the credentials of a role.
      if (attributes.getAttribute(SENT) != null && Failures.isTimeout(context.exception())) {
        // The SDK permits no exception of another class here.
        breaker
            .timedOut()
            .map(outage -> new Failures.SilenceException(outage.reason()))
            .ifPresent(context.exception()::addSuppressed);
      }
    }
  }

  private static String operation(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }
}
