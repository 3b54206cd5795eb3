// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import dev.operators.appmesh.endpoint.protocol.ApiResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and counts requests: one line in the log named {@code access}, and one timer. Neither shows
 * the content of a request, or the access key of a caller who is not authenticated.
 *
 * @param metrics registry for the timer
 */
public record RequestLog(MeterRegistry metrics) {
  private static final Logger ACCESS = LoggerFactory.getLogger("access");

  /** The status of a request whose connection was cut without a response. */
  private static final int CUT = 0;

  /** Logs a request that was answered. */
  void answered(Request request, ApiResponse answer, Duration time) {
    record(request, answer.status(), answer.error(), answer.requestId(), time);
  }

  /** Logs a request whose connection was cut. */
  void cut(Request request, Duration time) {
    record(request, CUT, null, "-", time);
  }

  private void record(
      Request request, int status, @Nullable String error, String requestId, Duration time) {
    Timer.builder("appmesh.endpoint.requests")
        .description("Requests by operation, status and error; status 0 if the connection was cut")
        .tags("operation", request.operation)
        .tags("status_code", String.valueOf(status))
        .tags("error_code", error == null ? "" : error)
        .register(metrics)
        .record(time);
    ACCESS
        .atInfo()
        .addKeyValue("operation", request.operation)
        .addKeyValue("status", status)
        .addKeyValue("error", error == null ? "-" : error)
        .addKeyValue("requestId", requestId)
        .addKeyValue("accessKey", request.accessKey)
        .addKeyValue("remote", request.remote)
        .addKeyValue("millis", time.toMillis())
        .log("request");
  }

  /** What is known about a request so far. */
  static final class Request {
    private final String remote;
    private String operation = "unknown";
    private String accessKey = "-";
    private boolean authenticated;

    /**
     * @param remote address of the caller
     */
    Request(String remote) {
      this.remote = remote;
    }

    /** The sender is known, and nothing of the request is left on the connection. */
    void authenticated() {
      authenticated = true;
    }

    /** Whether {@link #authenticated} was called. */
    boolean isAuthenticated() {
      return authenticated;
    }

    /** Sets the operation and the caller, after the caller is authenticated. */
    void identified(CallReader.Identified identified) {
      operation = identified.call().operation().apiName();
      accessKey = identified.caller().name();
    }
  }
}
