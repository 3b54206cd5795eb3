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
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  static Identified read(ServerRequest request, AccessControl accessControl) {
    var uri = request.prologue();
    var path = uri.uriPath().rawPath();
    var match =
        OperationPaths.find(uri.method().text(), path).orElseThrow(ApiError::unknownOperation);
    var bytes = body(request);
    var caller = accessControl.caller(request, bytes);
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

  private static byte[] body(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (var in = request.content().inputStream()) {
      var body = in.readNBytes(MAX_BODY_BYTES + 1);
      if (body.length > MAX_BODY_BYTES) {
        throw ApiError.badRequest("The request body must not be larger than 1 MiB.");
      }
      return body;
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("The client went away", e);
    }
  }
}
