// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.aws.SdkConnections;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.ResourceKind;
import dev.operators.appmesh.fixture.EmbeddedEndpoint;
import dev.operators.appmesh.gateway.ConnectionSettings;
import dev.operators.appmesh.gateway.ConnectionSettings.Credentials;
import dev.operators.appmesh.gateway.Mandate;
import dev.operators.appmesh.gateway.MeshConnection;
import dev.operators.appmesh.gateway.MeshService;
import dev.operators.appmesh.gateway.Priority;
import dev.operators.appmesh.model.ClientToken;
import dev.operators.appmesh.model.GatewayKey;
import dev.operators.appmesh.model.ListedGateway;
import dev.operators.appmesh.model.ObservedGateway;
import dev.operators.appmesh.model.SpecTree;
import dev.operators.appmesh.model.Tags;
import dev.operators.appmesh.reconcile.TestGateways;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepTest {

  private static final Instant BEFORE = Instant.EPOCH;

  private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.start("apps", "shop", "idle");
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final SdkConnections connections =
      new SdkConnections(Mandate.UNLIMITED, metrics, InstantSource.system());
  private final MeshConnection connection =
      connections.connect(
          MeshConnection.OWN,
          new ConnectionSettings("us-west-2", endpoint.uri(), new Credentials.Own(), null, 0, 0));
  private final MeshService service = connection.service(Priority.REQUESTED);
  private final Sweep sweep = new Sweep(connection, InstantSource.system());

  @AfterEach
  void stop() {
    connections.close();
    endpoint.close();
  }

  @Test
  void namesNobodyWhileNothingHasChanged() {
    var expected =
        List.of(
            expectation("apps", make("apps", "a")),
            expectation("apps", make("apps", "b")),
            expectation("shop", make("shop", "a")));
    endpoint.forgetCalls();

    assertThat(suspects(expected)).isEmpty();
    assertThat(endpoint.allCalls())
        .as("one for each mesh with resources")
        .extracting(call -> call.name(ResourceKind.MESH))
        .containsExactlyInAnyOrder("apps", "shop");
  }

  @Test
  void namesWhoseGatewayWasChangedOrMadeAnewOrIsGone() {
    var changed = make("apps", "changed");
    var anew = make("apps", "anew");
    var gone = make("apps", "gone");
    var same = make("apps", "same");
    var key = new GatewayKey("apps", null, "changed");
    service.update(key, spec(81), new ClientToken("t"));
    service.delete(new GatewayKey("apps", null, "gone"));
    var expected =
        List.of(
            expectation("apps", changed),
            expectation(
                "apps",
                new ListedGateway(anew.arn(), anew.version(), anew.createdAt().minusMillis(1))),
            expectation("apps", gone),
            expectation("apps", same));

    assertThat(suspects(expected)).containsExactlyInAnyOrder(changed.arn(), anew.arn(), gone.arn());
  }

  @Test
  void listProvesNothingOfWhatWasSeenLater() {
    var gateway = make("apps", "fresh");
    var later = Instant.now().plus(Duration.ofHours(1));
    var expected =
        List.of(
            new ListExpectation(
                resource("fresh"),
                "apps",
                null,
                new ListedGateway(gateway.arn(), 7, BEFORE),
                later));

    assertThat(suspects(expected)).isEmpty();
  }

  @Test
  void meshThatCannotBeListedNamesNobody() {
    var gateway = make("apps", "a");
    endpoint.failing(call -> new Fault.Fail(ApiError.serviceUnavailable()));
    var expected =
        List.of(expectation("apps", new ListedGateway(gateway.arn(), 7, gateway.createdAt())));

    assertThat(suspects(expected)).isEmpty();
    endpoint.healthy();
    assertThat(suspects(expected)).containsExactly(gateway.arn());
  }

  @Test
  void meshThatIsGoneNamesAllItsResources() {
    var gone = new ListedGateway("arn:x", 1, BEFORE);

    assertThat(suspects(List.of(expectation("nowhere", gone)))).containsExactly("arn:x");
  }

  @Test
  void thousandGatewaysCostTenCalls() {
    var expected = new ArrayList<ListExpectation>();
    for (int i = 0; i < 1000; i++) {
      expected.add(expectation("apps", make("apps", "gw-" + i)));
    }
    endpoint.forgetCalls();

    assertThat(suspects(expected)).isEmpty();
    assertThat(endpoint.allCalls()).hasSize(10);
  }

  @Test
  void listsInTheBackground() {
    var _ = sweep.suspects(List.of(expectation("apps", make("apps", "a"))));

    assertThat(
            metrics
                .get("appmesh.limiter.wait")
                .tags("kind", "read", "priority", "background")
                .timer()
                .count())
        .isEqualTo(1);
  }

  private ListedGateway make(String mesh, String name) {
    ObservedGateway made =
        service.create(
            new GatewayKey(mesh, null, name), spec(80), Tags.NONE, new ClientToken(mesh + name));
    return new ListedGateway(made.arn(), made.version(), made.createdAt());
  }

  private static SpecTree spec(int port) {
    var mapping = Map.of("portMapping", Map.of("port", port, "protocol", "http"));
    return new SpecTree(Map.of("listeners", List.of(mapping)));
  }

  private static ListExpectation expectation(String mesh, ListedGateway gateway) {
    return new ListExpectation(resource(gateway.arn()), mesh, null, gateway, BEFORE);
  }

  private static VirtualGateway resource(String name) {
    var resource = TestGateways.resource(null);
    resource.getMetadata().setName(name);
    return resource;
  }

  private List<String> suspects(List<ListExpectation> expectations) {
    return sweep.suspects(expectations).stream()
        .map(it -> it.resource().getMetadata().getName())
        .toList();
  }
}
