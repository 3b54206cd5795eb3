// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.aws;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Metrics of the calls of an SDK client, with the names that AWS's own App Mesh controller used: a
 * call is one operation of the SDK, a request is one attempt at it.
 */
final class CallMetrics implements ExecutionInterceptor {

  /** The service id in AWS's own model. */
  private static final String SERVICE = "App Mesh";

  private static final String NO_ANSWER = "0";
  private static final String NOT_AWS = "internal";
  private static final String ERROR_HEADER = "x-amzn-ErrorType";

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
    Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
    Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10)
  };

  /** A call that is under way, on one thread; times in {@link System#nanoTime}. */
  private static final class Progress {
    private final long began = System.nanoTime();
    private int requests;
    private long requested;
    private boolean unanswered;
  }

  private static final ExecutionAttribute<Progress> PROGRESS =
      new ExecutionAttribute<>("dev.operators.appmesh.Progress");

  private final MeterRegistry metrics;
  private final String connection;

  /**
   * @param connection name of the connection, a label that AWS's controller does not have
   */
  CallMetrics(MeterRegistry metrics, String connection) {
    this.metrics = metrics;
    this.connection = connection;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(PROGRESS, new Progress());
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    endUnanswered(attributes);
    var progress = attributes.getAttribute(PROGRESS);
    progress.requests++;
    progress.requested = System.nanoTime();
    progress.unanswered = true;
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    var answer = context.httpResponse();
    var error =
        answer.isSuccessful()
            ? ""
            // A colon and a URL may follow the code.
            : answer
                .firstMatchingHeader(ERROR_HEADER)
                .map(header -> Failures.label(header.split(":", 2)[0]))
                .orElse(NOT_AWS);
    endRequest(attributes, String.valueOf(answer.statusCode()), error);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    endCall(attributes, String.valueOf(context.httpResponse().statusCode()), "");
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (attributes.getAttribute(PROGRESS) == null) {
      return; // it never got its turn
    }
    endUnanswered(attributes);
    if (context.exception() instanceof AwsServiceException answer) {
      var code = Failures.code(answer).map(Failures::label).orElse(NOT_AWS);
      endCall(attributes, String.valueOf(answer.statusCode()), code);
    } else {
      endCall(attributes, NO_ANSWER, NOT_AWS);
    }
  }

  private void endUnanswered(ExecutionAttributes attributes) {
    if (attributes.getAttribute(PROGRESS).unanswered) {
      endRequest(attributes, NO_ANSWER, NOT_AWS);
    }
  }

  private void endRequest(ExecutionAttributes attributes, String status, String error) {
    var progress = attributes.getAttribute(PROGRESS);
    progress.unanswered = false;
    count("aws.api.requests", attributes, status, error);
    time("aws.api.request.duration", attributes, progress.requested);
  }

  private void endCall(ExecutionAttributes attributes, String status, String error) {
    var progress = attributes.getAttribute(PROGRESS);
    count("aws.api.calls", attributes, status, error);
    time("aws.api.call.duration", attributes, progress.began);
    DistributionSummary.builder("aws.api.call.retries")
        .tags(tags(attributes))
        .serviceLevelObjectives(1, 2, 3)
        .register(metrics)
        .record(Math.max(0, progress.requests - 1));
  }

  private void count(String name, ExecutionAttributes attributes, String status, String error) {
    metrics
        .counter(name, tags(attributes).and("status_code", status, "error_code", error))
        .increment();
  }

  private void time(String name, ExecutionAttributes attributes, long began) {
    Timer.builder(name)
        .tags(tags(attributes))
        .serviceLevelObjectives(BUCKETS)
        .register(metrics)
        .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
  }

  private Tags tags(ExecutionAttributes attributes) {
    var operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    return Tags.of("service", SERVICE, "operation", operation, SdkConnections.TAG, connection);
  }
}
