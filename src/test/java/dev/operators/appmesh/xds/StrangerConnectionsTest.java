// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.operators.appmesh.Patience;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those can hold of the control plane who have made no call. */
class StrangerConnectionsTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final TestMesh mesh = new TestMesh();

  @BeforeEach
  void createGateway() {
    put(1);
  }

  @Test
  void theOldestGoesWhereThereIsOneTooManyAndEnvoysStay() throws Exception {
    try (var server = serve(new XdsServer.Limits(2, LONG))) {
      var channel =
          Grpc.newChannelBuilder("127.0.0.1:" + server.port(), InsecureChannelCredentials.create())
              .build();
      var answers = new Answers();
      var requests =
          AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(answers);
      requests.onNext(
          DiscoveryRequest.newBuilder()
              .setNode(Node.newBuilder().setId("mesh/apps/virtualGateway/ingress"))
              .setTypeUrl(ResourceType.CLUSTER.url())
              .build());
      assertThat(answers.next()).isNotNull();

      try (var first = connect(server);
          var second = connect(server);
          var third = connect(server)) {
        first.setSoTimeout((int) Patience.PATIENCE.toMillis());
        readToEnd(first);
        for (var kept : new Socket[] {second, third}) {
          kept.setSoTimeout(1);
          assertThatThrownBy(() -> readToEnd(kept)).isInstanceOf(SocketTimeoutException.class);
        }
        put(2);
        server.changed();
        // Without an answer to the first response, the next one is sent nevertheless.
        assertThat(answers.next()).isNotNull();
      }
      channel.shutdownNow();
    }
  }

  @Test
  void onlyOneGoesForEachThatIsTooManyAlsoWhereAllComeAtOnce() throws Exception {
    var strangers = Strangers.upTo(2);
    var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var port =
        ((InetSocketAddress)
                new ServerBootstrap()
                    .group(loop)
                    .channelFactory(strangers::listener)
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel()
                    .localAddress())
            .getPort();
    var allAreThere = new CountDownLatch(1);
    loop.execute(() -> awaitUninterruptibly(allAreThere));
    try (var first = new Socket(InetAddress.getLoopbackAddress(), port);
        var second = new Socket(InetAddress.getLoopbackAddress(), port);
        var third = new Socket(InetAddress.getLoopbackAddress(), port)) {
      allAreThere.countDown();
      first.setSoTimeout((int) Patience.PATIENCE.toMillis());
      readToEnd(first);
      // After the loop has taken all that there were.
      var _ = loop.submit(() -> {}).sync();

      assertThat(strangers.connections().keySet())
          .containsExactly(second.getLocalSocketAddress(), third.getLocalSocketAddress());
      assertThat(strangers.connections().values()).allMatch(Channel::isOpen);
    } finally {
      var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoSaysNothingIsClosedAfterAWhile() throws Exception {
    try (var server = serve(new XdsServer.Limits(100, Duration.ofMillis(100)));
        var silent = connect(server)) {
      silent.setSoTimeout((int) Patience.PATIENCE.toMillis());
      readToEnd(silent);
    }
  }

  @Test
  void whoSpeaksSomethingElseIsNotWorthALine() throws Exception {
    var lines = new CopyOnWriteArrayList<LogRecord>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    var log = Logger.getLogger("");
    log.addHandler(handler);
    // It has told of all connections when it has ended.
    try (var server = serve(new XdsServer.Limits(100, LONG));
        var stranger = connect(server)) {
      stranger.setSoTimeout((int) Patience.PATIENCE.toMillis());
      stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      readToEnd(stranger);
    } finally {
      log.removeHandler(handler);
    }
    assertThat(lines).isEmpty();
  }

  private static final class Answers implements StreamObserver<DiscoveryResponse> {
    private final BlockingQueue<DiscoveryResponse> all = new LinkedBlockingQueue<>();

    @Override
    public void onNext(DiscoveryResponse response) {
      all.add(response);
    }

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onCompleted() {}

    private @Nullable DiscoveryResponse next() throws InterruptedException {
      return all.poll(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static void readToEnd(Socket socket) throws IOException {
    socket.getInputStream().readAllBytes();
  }

  private static Socket connect(XdsServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private void put(int port) {
    mesh.put(TestMesh.configuration(8080, "-", "blue" + port, Map.of("blue" + port, port)));
  }

  private XdsServer serve(XdsServer.Limits limits) {
    return new XdsServer(
        new XdsSettings("127.0.0.1", 0, "us-west-2", "123456789012", "test", null, null),
        mesh,
        Access.OPEN,
        new Fleet(new SimpleMeterRegistry()),
        limits);
  }
}
