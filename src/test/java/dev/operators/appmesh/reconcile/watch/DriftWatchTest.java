// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import static dev.operators.appmesh.reconcile.TestGateways.GENERATION;
import static dev.operators.appmesh.reconcile.TestGateways.KEY;
import static dev.operators.appmesh.reconcile.TestGateways.OTHER;
import static dev.operators.appmesh.reconcile.TestGateways.WANTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.TestGateways;
import dev.operators.appmesh.reconcile.plan.Outcome;
import dev.operators.appmesh.reconcile.status.KnownStatuses;
import dev.operators.appmesh.reconcile.status.StatusProjector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens while a mesh is listed: here, each time before the list is answered. */
class DriftWatchTest {

  private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.start("apps");
  private final SdkConnections connections =
      new SdkConnections(Mandate.UNLIMITED, new SimpleMeterRegistry(), InstantSource.system());
  private final MeshConnection connection =
      connections.connect(
          MeshConnection.OWN,
          new ConnectionSettings("us-west-2", endpoint.uri(), new Credentials.Own(), null, 0, 0));
  private final MeshService service = connection.service(Priority.REQUESTED);
  private final List<VirtualGateway> rechecked = new ArrayList<>();
  private VirtualGateway resource = TestGateways.resource(Map.of());
  private Instant lastPass = Instant.EPOCH;
  private final DriftWatch watch =
      new DriftWatch(
          new Sweep(connection, InstantSource.system()),
          () -> Stream.of(resource),
          new KnownStatuses(),
          new Rechecks() {
            @Override
            public void recheck(VirtualGateway suspect) {
              rechecked.add(suspect);
            }

            @Override
            public void nudge(VirtualGateway suspect) {}

            @Override
            public Instant lastPass(VirtualGateway suspect) {
              return lastPass;
            }
          });

  @BeforeEach
  void create() {
    resource =
        withStatus(GENERATION, service.create(KEY, WANTED, Tags.NONE, new ClientToken("one")));
  }

  @AfterEach
  void stop() {
    connections.close();
    endpoint.close();
  }

  @Test
  void changeByOthersIsLookedAt() {
    whileListing(this::update);

    assertThat(rechecked).containsExactly(resource);
  }

  @Test
  void editWhosePassIsUnderWayIsNot() {
    whileListing(
        () -> {
          update();
          resource.getMetadata().setGeneration(GENERATION + 1);
        });

    assertThat(rechecked).isEmpty();
  }

  @Test
  void editWhosePassHasEndedIsNot() {
    whileListing(
        () -> {
          resource = withStatus(GENERATION + 1, update());
          lastPass = Instant.now();
        });

    assertThat(rechecked).isEmpty();
  }

  /** By a drift repair, say, which leaves the generation as it is. */
  @Test
  void passThatHasEndedWithoutAnEditIsNot() {
    whileListing(
        () -> {
          resource = withStatus(GENERATION, update());
          lastPass = Instant.now();
        });

    assertThat(rechecked).isEmpty();
  }

  private void whileListing(Runnable happening) {
    endpoint.failing(
        call -> {
          if (call.operation() == Operation.LIST_VIRTUAL_GATEWAYS) {
            happening.run();
          }
          return new Fault.None();
        });
    watch.look();
  }

  private ObservedGateway update() {
    return service.update(KEY, OTHER, new ClientToken("two"));
  }

  private static VirtualGateway withStatus(long generation, ObservedGateway gateway) {
    var resource = TestGateways.resource(Map.of());
    resource.getMetadata().setGeneration(generation);
    var outcome = new Outcome.InSync(gateway, Tags.NONE, Outcome.Change.NONE);
    resource.setStatus(
        StatusProjector.project(VirtualGatewayStatus.EMPTY, generation, outcome, Instant.EPOCH));
    return resource;
  }
}
