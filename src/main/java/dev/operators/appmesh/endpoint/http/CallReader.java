// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.endpoint.http;

import dev.operators.appmesh.endpoint.access.AccessControl;
import dev.operators.appmesh.endpoint.access.Caller;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.JsonCodec;
import dev.operators.appmesh.endpoint.protocol.JsonMembers;
import dev.operators.appmesh.endpoint.protocol.OperationPaths;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads calls from HTTP requests whose callers are authenticated. */
final class CallReader {

  /** The largest gateway that the API allows is far smaller. */
  private static final int MAX_BODY_BYTES = 1 << 20;

  private CallReader() {}

  /** A call and its authenticated sender. */
  record Identified(Caller caller, Call call) {}

  /**
   * Reads a call; throws {@link ApiError} if it cannot. Nothing is parsed before the sender is
   * known, and no body is read of a request whose head shows that it will not be.
   *
   * @param known learns when the request is authenticated
   */
  static Identified read(
      ServerRequest request,
      AccessControl accessControl,
      ConnectionBounds bounds,
      RequestLog.Request known) {
    checkFraming(request);
    var uri = request.prologue();
    var path = uri.uriPath().rawPath();
    var match =
        OperationPaths.find(uri.method().text(), path).orElseThrow(ApiError::unknownOperation);
    var sender = accessControl.sender(request);
    var remote = request.remotePeer().address();
    byte[] bytes;
    Caller caller;
    try (var _ = bounds.body(remote, length(request))) {
      bytes = body(request);
      caller = sender.caller(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("The server closes", e);
    }
    known.authenticated();
    bounds.authenticated(remote);
    var query = request.query();
    var parameters = new HashMap<String, String>();
    query.names().forEach(name -> query.first(name).ifPresent(v -> parameters.put(name, v)));
    Map<String, Object> body = match.operation().hasBody() ? JsonCodec.parse(bytes) : Map.of();
    var members = new JsonMembers("", body);
    var names = new EnumMap<ResourceKind, String>(ResourceKind.class);
    for (var kind : ResourceKind.values()) {
      Optional.ofNullable(match.labels().get(kind.nameMember()))
          .or(() -> members.string(kind.nameMember()))
          .ifPresent(name -> names.put(kind, name));
    }
    var call =
        new Call(
            match.operation(),
            names,
            members.string("clientToken").orElse(null),
            query.rawValue().isEmpty() ? path : path + "?" + query.rawValue(),
            Map.copyOf(parameters),
            body);
    return new Identified(caller, call);
  }

  /**
   * Refuses chunks, through whose framing a second request could be smuggled: Helidon 4.5.0 skips
   * two bytes after a chunk, whatever they are.
   *
   * <p>AWS's clients have the whole JSON in memory and send its {@code Content-Length}: botocore in
   * {@code AWSRequestPreparer}, which takes {@code Transfer-Encoding} only for a stream of unknown
   * length, the SDK for Java in {@code JsonProtocolMarshaller}, the SDK for Go in its middleware
   * {@code ComputeContentLength}. Other clients may not, and are told why: by 400, which App Mesh's
   * model has, since the SDKs would repeat a request that is answered with S3's 501.
   */
  private static void checkFraming(ServerRequest request) {
    if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
      throw ApiError.badRequest("Transfer-Encoding is not supported: send Content-Length.");
    }
  }

  private static int length(ServerRequest request) {
    long length = request.headers().contentLength().orElse(0);
    if (length > MAX_BODY_BYTES) {
      throw ApiError.badRequest("The request body must not be larger than 1 MiB.");
    }
    return (int) length;
  }

  private static byte[] body(ServerRequest request) {
    var body = new byte[length(request)];
    if (body.length == 0) {
      return body;
    }
    try (var in = request.content().inputStream()) {
      if (in.readNBytes(body, 0, body.length) < body.length) {
        throw new CloseConnectionException("The client went away");
      }
      return body;
    } catch (IOException | RuntimeException e) {
      // Whatever stops a body on its way is a fault of the transport, and there is nobody to
      // answer.
      throw new CloseConnectionException("The client went away", e);
    }
  }
}
