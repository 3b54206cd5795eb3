// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets calls in whose signatures are right, and notes from where they come.
 *
 * @param access who may call
 * @param strangers whose connections are no longer strangers when a call is let in
 */
record Callers(Access access, Strangers strangers) implements ServerInterceptor {

  /** From where a call comes. */
  static final Context.Key<String> ADDRESS = Context.keyWithDefault("address", "unknown");

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    try {
      access.check("/" + call.getMethodDescriptor().getFullMethodName(), headers(call, metadata));
    } catch (IllegalArgumentException e) {
      call.close(Status.UNAUTHENTICATED.withDescription(e.getMessage()), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    var remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (remote != null) {
      strangers.known(remote);
    }
    var address = String.valueOf(remote);
    return Contexts.interceptCall(
        Context.current().withValue(ADDRESS, address.replaceFirst("^/", "")), call, metadata, next);
  }

  /** As they were received, by lower-case name; the authority is the host. */
  private static Map<String, List<String>> headers(ServerCall<?, ?> call, Metadata metadata) {
    var headers = new LinkedHashMap<String, List<String>>();
    for (var name : metadata.keys()) {
      if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        var values = metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        var all = new ArrayList<String>();
        if (values != null) {
          values.forEach(all::add);
        }
        headers.put(name, all);
      }
    }
    var authority = call.getAuthority();
    if (authority != null) {
      headers.put("host", List.of(authority));
    }
    return headers;
  }
}
