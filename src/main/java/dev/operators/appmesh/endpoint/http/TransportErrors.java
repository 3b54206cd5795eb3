// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.ApiResponse;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.time.Duration;

/** Gives the API's form to the web server's own error responses, such as for invalid HTTP. */
public final class TransportErrors implements DirectHandler {
  private final RequestLog requests;

  private TransportErrors(RequestLog requests) {
    this.requests = requests;
  }

  /**
   * The handlers for all errors of the web server.
   *
   * @param requests logs the requests
   */
  public static DirectHandlers handlers(RequestLog requests) {
    var handlers = DirectHandlers.builder();
    for (var event : EventType.values()) {
      handlers.addHandler(event, new TransportErrors(requests));
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    var error =
        switch (event) {
          // Our own errors are answered by RequestHandler. What is left of the web server's are
          // exceptions of its parser, such as for a method that is not a token.
          case BAD_REQUEST, PAYLOAD_TOO_LARGE, HTTP_VERSION_NOT_SUPPORTED, INTERNAL_ERROR ->
              ApiError.badRequest("The request is not valid HTTP, or too large.");
          case FORBIDDEN ->
              ApiError.forbidden("You don't have permissions to perform this action.");
          case OTHER -> ApiError.unknownOperation();
        };
    var answer = ApiResponse.of(error);
    // The web server tells neither the client nor how long it took.
    requests.answered(new RequestLog.Request("-"), answer, Duration.ZERO);
    return TransportResponse.builder()
        .status(Status.create(answer.status()))
        .headers(headers)
        .header(HeaderValues.CONTENT_TYPE_JSON)
        .header(RequestHandler.REQUEST_ID, answer.requestId())
        .header(RequestHandler.ERROR_TYPE, error.code())
        .keepAlive(false)
        .entity(answer.body())
        .build();
  }
}
