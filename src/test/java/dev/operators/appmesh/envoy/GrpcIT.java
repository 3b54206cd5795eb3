// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.envoy;

import static io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING;
import static io.grpc.MethodDescriptor.MethodType.UNARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.operators.appmesh.programs.TempFolder;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real gRPC clients and servers, with a gateway's Envoy between them that an endpoint drives. */
class GrpcIT {

  private static final EnvoyProgram ENVOY = EnvoyProgram.find();
  private static final int GRPC = 81;
  private static final int HTTP2 = 82;
  private static final List<String> EVENTS =
      List.of("cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable");

  private static final List<AutoCloseable> running = new ArrayList<>();
  private static LocalMesh mesh;
  private static GrpcBackend blue;
  private static Channel grpc;

  @BeforeAll
  static void start() throws IOException {
    var folder = keep(TempFolder.create("appmesh-grpc-"));
    var endpoint = keep(DrivingEndpoint.start(folder.path()));
    var specs = Tables.read("grpc.yaml", new TypeReference<Map<String, Map<String, Object>>>() {});
    mesh = LocalMesh.of("m", specs, Map.of());
    endpoint.create(mesh);
    blue = keep(GrpcBackend.start("blue", mesh));
    keep(GrpcBackend.start("green", mesh));
    keep(endpoint.envoy(ENVOY, "m", "gw"));
    grpc = channel(GRPC);
  }

  @AfterAll
  static void stop() throws Exception {
    for (var it : running.reversed()) {
      it.close();
    }
  }

  @Test
  void unaryCallsGetThroughByServiceAndMethod() {
    assertThat(get(grpc, "Get")).isEqualTo("blue red?");
    assertThat(get(grpc, "Put")).isEqualTo("green red?");
  }

  @Test
  void streamsGetThrough() {
    for (var channel : List.of(grpc, channel(HTTP2))) {
      var method = GrpcBackend.method("List", SERVER_STREAMING);
      var answers =
          ClientCalls.blockingServerStreamingCall(channel, method, CallOptions.DEFAULT, "red?");
      assertThat(answers)
          .toIterable()
          .containsExactly("green red? 0", "green red? 1", "green red? 2");
    }
  }

  @Test
  void listenersOfHttp2HaveGrpcToo() {
    assertThat(get(channel(HTTP2), "Get")).isEqualTo("blue red?");
  }

  @Test
  void metadataDecidesAtTheGatewayAndAtTheRouter() {
    assertThat(get(with(grpc, Map.of("beta", "on")), "Get")).isEqualTo("green red?");
    assertThat(get(with(grpc, Map.of("beta", "off")), "Get")).isEqualTo("blue red?");
    assertThat(get(with(grpc, Map.of("direct", "12")), "Put")).isEqualTo("blue red?");
    assertThat(get(with(grpc, Map.of("direct", "20")), "Put")).isEqualTo("green red?");
  }

  @Test
  void whatNothingMatchesIsUnimplemented() {
    var unmatched = GrpcBackend.method("color.Other", "Get", UNARY);
    assertThat(failure(grpc, unmatched)).isEqualTo(Code.UNIMPLEMENTED);
    assertThat(failure(channel(HTTP2), unmatched)).isEqualTo(Code.UNIMPLEMENTED);
    assertThat(failure(grpc, GrpcBackend.method("color.Odd", "Get", UNARY)))
        .as("a router without a route for it")
        .isEqualTo(Code.UNIMPLEMENTED);
    assertThat(failure(grpc, GrpcBackend.method("color.Nobody", "Get", UNARY)))
        .as("a node that nobody serves")
        .isEqualTo(Code.UNAVAILABLE);
  }

  @Test
  void eventsAreTriedAgainWhereThePolicySaysSo() {
    for (var event : EVENTS) {
      var code = event.replace('-', '_').toUpperCase(Locale.ROOT);
      for (var listed : EVENTS) {
        var id = event + " for " + listed;
        var headers = Map.of("policy", listed, "x-id", id, "x-answers", code + " OK");
        var channel = with(grpc, headers);
        if (event.equals(listed)) {
          assertThat(get(channel, "Get")).as(id).isEqualTo("blue red?");
          assertThat(blue.tries(id)).as(id).isEqualTo(2);
        } else {
          assertThat(failure(channel, GrpcBackend.method("Get", UNARY)))
              .as(id)
              .isEqualTo(Code.valueOf(code));
          assertThat(blue.tries(id)).as(id).isOne();
        }
      }
    }
  }

  @Test
  void withoutAPolicyOnlyUnavailableIsTriedAgainTwice() {
    var headers = Map.of("x-id", "default", "x-answers", "UNAVAILABLE UNAVAILABLE OK");
    assertThat(get(with(grpc, headers), "Get")).isEqualTo("blue red?");
    assertThat(blue.tries("default")).isEqualTo(3);
    var internal = Map.of("x-id", "other", "x-answers", "INTERNAL OK");
    assertThat(failure(with(grpc, internal), GrpcBackend.method("Get", UNARY)))
        .isEqualTo(Code.INTERNAL);
  }

  private static String get(Channel channel, String method) {
    return ClientCalls.blockingUnaryCall(
        channel, GrpcBackend.method(method, UNARY), options(), "red?");
  }

  private static Code failure(Channel channel, MethodDescriptor<String, String> method) {
    return catchThrowableOfType(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(channel, method, options(), "red?"))
        .getStatus()
        .getCode();
  }

  private static CallOptions options() {
    return CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.MINUTES);
  }

  private static Channel with(Channel channel, Map<String, String> metadata) {
    var headers = new Metadata();
    metadata.forEach((name, value) -> headers.put(GrpcBackend.key(name), value));
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static ManagedChannel channel(int port) {
    var channel =
        NettyChannelBuilder.forAddress("127.0.0.1", mesh.listener(port)).usePlaintext().build();
    keep(channel::shutdownNow);
    return channel;
  }

  private static <T extends AutoCloseable> T keep(T it) {
    running.add(it);
    return it;
  }
}
