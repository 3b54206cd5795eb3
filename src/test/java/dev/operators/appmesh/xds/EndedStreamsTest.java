// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.Patience;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What stays of streams that have ended: an Envoy without a gateway asks again for as long as it
 * has none.
 */
class EndedStreamsTest {

  /** The look for changes of other replicas, which is always to come. */
  private static final int LOOK = 1;

  private final Timers timers = new Timers();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void serve() throws IOException {
    var mesh = new TestMesh();
    mesh.put(TestMesh.configuration(8080, "-", "blue", Map.of("blue", 1)));
    var fleet = new Fleet(new SimpleMeterRegistry());
    var service =
        new DiscoveryService(
            new NodeId("us-west-2", "123456789012"),
            "test",
            new Publisher(mesh, fleet, timers),
            fleet,
            timers,
            new Random(1));
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(service)
            .build()
            .start();
    channel =
        Grpc.newChannelBuilder("127.0.0.1:" + server.getPort(), InsecureChannelCredentials.create())
            .build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    timers.close();
  }

  @Test
  void nothingStaysOfStreamsThatWereRefused() throws Exception {
    for (int i = 0; i < 20; i++) {
      var stream = new Stream();
      ask("none", stream);
      stream.awaitEnd();
    }
    Awaitility.await().until(() -> timers.waiting() <= LOOK);
  }

  @Test
  void nothingStaysOfStreamsThatTheirEnvoysHaveEnded() throws Exception {
    for (int i = 0; i < 20; i++) {
      var stream = new Stream();
      var requests = ask("ingress", stream);
      stream.awaitAnswer();
      requests.onCompleted();
      stream.awaitEnd();
    }
    Awaitility.await().until(() -> timers.waiting() <= LOOK);
  }

  private StreamObserver<DiscoveryRequest> ask(String gateway, Stream stream) {
    var requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(stream);
    requests.onNext(
        DiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId("mesh/apps/virtualGateway/" + gateway))
            .setTypeUrl(ResourceType.CLUSTER.url())
            .build());
    return requests;
  }

  private static final class Stream implements StreamObserver<DiscoveryResponse> {
    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public void onNext(DiscoveryResponse response) {
      answer.countDown();
    }

    @Override
    public void onError(Throwable cause) {
      end.countDown();
    }

    @Override
    public void onCompleted() {
      end.countDown();
    }

    void awaitAnswer() throws InterruptedException {
      assertThat(answer.await(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    void awaitEnd() throws InterruptedException {
      assertThat(end.await(Patience.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }
}
