// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers HTTP requests: reads the call, lets the faults decide, carries it out. */
final class RequestHandler implements Handler {
  static final HeaderName REQUEST_ID = HeaderNames.create("x-amzn-requestid");
  static final HeaderName ERROR_TYPE = HeaderNames.create("x-amzn-ErrorType");

  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

  private final Gate gate;
  private final Operations operations;
  private final Faults faults;
  private final CountDownLatch closing;

  /** Calls that are held back when {@code closing} comes to zero are cut. */
  RequestHandler(Gate gate, Operations operations, Faults faults, CountDownLatch closing) {
    this.gate = gate;
    this.operations = operations;
    this.faults = faults;
    this.closing = closing;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    var answer = answer(request);
    response.status(answer.status());
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    response.header(REQUEST_ID, answer.requestId());
    if (answer.error() != null) {
      response.header(ERROR_TYPE, answer.error());
    }
    response.send(answer.body());
  }

  private Answer answer(ServerRequest request) {
    var operation = "unknown";
    Answer answer;
    try {
      var call = Calls.read(request, gate);
      operation = call.operation().apiName();
      answer = answer(call);
    } catch (ApiError error) {
      answer = Answer.of(error);
    } catch (CloseConnectionException e) {
      LOG.debug("operation={} cut", operation);
      throw e;
    } catch (StoreException e) {
      answer = Answer.of(ApiError.serviceUnavailable());
      LOG.error(
          "operation={} requestId={} failed in the database", operation, answer.requestId(), e);
    } catch (RuntimeException e) {
      answer = Answer.of(ApiError.internalServerError());
      LOG.error("operation={} requestId={} failed", operation, answer.requestId(), e);
    }
    LOG.debug(
        "operation={} status={} requestId={}", operation, answer.status(), answer.requestId());
    return answer;
  }

  private Answer answer(Call call) {
    return switch (faults.decide(call)) {
      case Fault.None() -> carryOut(call);
      case Fault.Fail(var error) -> Answer.of(error);
      case Fault.CutBefore() -> throw new CloseConnectionException("Cut before the call");
      case Fault.CutAfter(var meanwhile) -> {
        carryOut(call);
        meanwhile.run();
        throw new CloseConnectionException("Cut after the call");
      }
      case Fault.Delay(var time) -> {
        await(time);
        yield carryOut(call);
      }
    };
  }

  private Answer carryOut(Call call) {
    try {
      return Answer.of(operations.answer(call));
    } catch (ApiError error) {
      return Answer.of(error);
    }
  }

  private void await(Duration time) {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CloseConnectionException("The server closes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("The server closes", e);
    }
  }
}
