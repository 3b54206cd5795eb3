// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.xds;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Envoy's aggregated discovery service, in its variant that says all of the state of the world. */
final class DiscoveryService extends AggregatedDiscoveryServiceImplBase {

  /** App Mesh allowed 50 Envoys a gateway. */
  private static final int MAX_STREAMS = 2000;

  /** How long a stream may be without a request. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Streams end after this time to twice that, so that Envoys spread over replicas again. */
  private static final Duration LIFE = Duration.ofMinutes(30);

  private final Set<DiscoveryStream> streams = ConcurrentHashMap.newKeySet();
  private final NodeId ids;
  private final String identifier;
  private final Publisher publisher;
  private final Fleet fleet;
  private final Timers timers;
  private final RandomGenerator random;
  private final StreamHistory history = new StreamHistory();

  DiscoveryService(
      NodeId ids,
      String identifier,
      Publisher publisher,
      Fleet fleet,
      Timers timers,
      RandomGenerator random) {
    this.ids = ids;
    this.identifier = identifier;
    this.publisher = publisher;
    this.fleet = fleet;
    this.timers = timers;
    this.random = random;
  }

  @Override
  public StreamObserver<DiscoveryRequest> streamAggregatedResources(
      StreamObserver<DiscoveryResponse> responses) {
    var stream =
        new DiscoveryStream(
            this, (ServerCallStreamObserver<DiscoveryResponse>) responses, Callers.ADDRESS.get());
    streams.add(stream);
    if (streams.size() > MAX_STREAMS) {
      streams.remove(stream);
      throw Status.RESOURCE_EXHAUSTED
          .withDescription(MAX_STREAMS + " Envoys are connected to this endpoint already.")
          .asRuntimeException();
    }
    stream.begin(PATIENCE, LIFE.plusMillis(random.nextLong(LIFE.toMillis())));
    return stream;
  }

  /** Ends all streams. */
  void stop() {
    List.copyOf(streams).forEach(DiscoveryStream::stop);
  }

  void ended(DiscoveryStream stream) {
    streams.remove(stream);
    fleet.disconnected(stream);
  }

  NodeId ids() {
    return ids;
  }

  String identifier() {
    return identifier;
  }

  Publisher publisher() {
    return publisher;
  }

  Fleet fleet() {
    return fleet;
  }

  Timers timers() {
    return timers;
  }

  StreamHistory history() {
    return history;
  }
}
