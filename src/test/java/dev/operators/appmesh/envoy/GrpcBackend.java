// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A gRPC server that answers with its name. The metadata {@code x-answers} says how each try of a
 * call ends, by the names of statuses; {@code x-id} tells calls apart.
 */
final class GrpcBackend implements AutoCloseable {

  static final Metadata.Key<String> ANSWERS = key("x-answers");
  static final Metadata.Key<String> ID = key("x-id");

  private static final String SERVICE = "color.Color";
  private static final Context.Key<Metadata> HEADERS = Context.key("headers");
  private static final int LISTED = 3;

  private final String name;
  private final Server server;
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();

  private GrpcBackend(String name, LocalMesh.NodePort node) throws IOException {
    this.name = name;
    var service =
        ServerServiceDefinition.builder(SERVICE)
            .addMethod(method("Get", MethodType.UNARY), ServerCalls.asyncUnaryCall(this::get))
            .addMethod(method("Put", MethodType.UNARY), ServerCalls.asyncUnaryCall(this::get))
            .addMethod(
                method("List", MethodType.SERVER_STREAMING),
                ServerCalls.asyncServerStreamingCall(this::list))
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(node.address(), node.port()))
            .addService(service)
            .intercept(new HeadersOfCall())
            .build()
            .start();
  }

  /** Starts it where a node of a mesh is to be. */
  static GrpcBackend start(String node, LocalMesh mesh) throws IOException {
    var port = mesh.nodePorts().stream().filter(it -> it.label().startsWith(node + "_"));
    return new GrpcBackend(node, port.findFirst().orElseThrow());
  }

  /** A method of the service, whose messages are texts. */
  static MethodDescriptor<String, String> method(String name, MethodType type) {
    return method(SERVICE, name, type);
  }

  /** A method of any service. */
  static MethodDescriptor<String, String> method(String service, String name, MethodType type) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  /** Metadata of text. */
  static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** How often it was asked for a call. */
  int tries(String id) {
    return tries.getOrDefault(id, 0);
  }

  private void get(String request, StreamObserver<String> responses) {
    var headers = HEADERS.get();
    var id = headers.get(ID);
    if (id != null) {
      var answers = List.of(Objects.requireNonNull(headers.get(ANSWERS)).split(" ", -1));
      int tried = tries.merge(id, 1, Integer::sum);
      var status = Status.Code.valueOf(answers.get(Math.min(tried, answers.size()) - 1)).toStatus();
      if (!status.isOk()) {
        responses.onError(status.asException());
        return;
      }
    }
    responses.onNext(name + " " + request);
    responses.onCompleted();
  }

  private void list(String request, StreamObserver<String> responses) {
    for (int i = 0; i < LISTED; i++) {
      responses.onNext("%s %s %d".formatted(name, request, i));
    }
    responses.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class HeadersOfCall implements ServerInterceptor {

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      var context = Context.current().withValue(HEADERS, headers);
      return Contexts.interceptCall(context, call, headers, next);
    }
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {

    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
