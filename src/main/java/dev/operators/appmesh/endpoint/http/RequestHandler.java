// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import dev.operators.appmesh.endpoint.access.AccessControl;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.faults.Faults;
import dev.operators.appmesh.endpoint.operations.Operations;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.ApiResponse;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.store.StoreException;
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

/**
 * Answers HTTP requests: reads the call, injects faults, executes the call.
 *
 * @param accessControl authenticates and authorizes the callers
 * @param operations executes the calls
 * @param bounds what strangers can hold
 * @param faults faults to inject
 * @param closing delayed calls are cut when it reaches zero
 * @param requests logs the requests
 */
public record RequestHandler(
    AccessControl accessControl,
    Operations operations,
    ConnectionBounds bounds,
    Faults faults,
    CountDownLatch closing,
    RequestLog requests)
    implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

  static final HeaderName REQUEST_ID = HeaderNames.create("x-amzn-requestid");
  static final HeaderName ERROR_TYPE = HeaderNames.create("x-amzn-ErrorType");

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long begun = System.nanoTime();
    var known = new RequestLog.Request(request.remotePeer().host());
    ApiResponse answer;
    try {
      answer = answer(request, known);
    } catch (CloseConnectionException e) {
      requests.cut(known, Duration.ofNanos(System.nanoTime() - begun));
      throw e;
    }
    requests.answered(known, answer, Duration.ofNanos(System.nanoTime() - begun));
    response.status(answer.status());
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    response.header(REQUEST_ID, answer.requestId());
    if (answer.error() != null) {
      response.header(ERROR_TYPE, answer.error());
    }
    if (known.isAuthenticated()) {
      response.send(answer.body());
      return;
    }
    // What follows on the connection of a stranger may be the rest of a request, or of two.
    response.header(HeaderValues.CONNECTION_CLOSE);
    response.send(answer.body());
    if (hasMore(request)) {
      bounds.linger(request.remotePeer().address(), request.isSecure());
    }
    throw new CloseConnectionException("The request is not authenticated");
  }

  private static boolean hasMore(ServerRequest request) {
    return request.content().hasEntity() && !request.content().consumed();
  }

  private ApiResponse answer(ServerRequest request, RequestLog.Request known) {
    try {
      var identified = CallReader.read(request, accessControl, bounds, known);
      known.identified(identified);
      accessControl.permit(identified.caller(), identified.call());
      return answer(identified.call());
    } catch (ApiError error) {
      return ApiResponse.of(error);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (StoreException e) {
      var answer = ApiResponse.of(ApiError.serviceUnavailable());
      LOG.error("requestId={} failed", answer.requestId(), e);
      return answer;
    } catch (OutOfMemoryError e) {
      // Helidon would log it and go on, with a heap in which nothing is sure any more.
      var thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      throw e;
    } catch (RuntimeException | Error e) {
      var answer = ApiResponse.of(ApiError.internalServerError());
      LOG.error("requestId={} failed", answer.requestId(), e);
      return answer;
    }
  }

  private ApiResponse answer(Call call) {
    return switch (faults.decide(call)) {
      case Fault.None() -> execute(call);
      case Fault.Fail(var error) -> ApiResponse.of(error);
      case Fault.CutBefore() -> throw new CloseConnectionException("Cut before the call");
      case Fault.CutAfter() -> {
        execute(call);
        throw new CloseConnectionException("Cut after the call");
      }
      case Fault.Delay(var time) -> {
        await(time);
        yield execute(call);
      }
    };
  }

  private ApiResponse execute(Call call) {
    try {
      return ApiResponse.of(operations.answer(call));
    } catch (ApiError error) {
      return ApiResponse.of(error);
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
