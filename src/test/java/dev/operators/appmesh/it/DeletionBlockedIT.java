// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.DELETE_GATEWAY_ROUTE;
import static dev.operators.appmesh.endpoint.protocol.Operation.DELETE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_GATEWAY_ROUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.Condition;
import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.endpoint.protocol.Operation;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A deletion that waits for gateway routes: what it says, what it costs, and that it ends. */
class DeletionBlockedIT {

  /** Well below the 30 s that a blocked deletion waits, less a tenth, for slow machines. */
  private static final Duration WAIT_AT_LEAST = Duration.ofSeconds(20);

  @AutoClose private final TestEnvironment env = new TestEnvironment("blocked", "apps");
  private final EmbeddedOperator operator = env.operator();

  @AfterEach
  void stop() {
    operator.close();
  }

  @Test
  void reportsTheRoutesInTheWayUntilTheLastIsGone() {
    env.create("edge", 80);
    env.awaitReady("edge");
    createRoute("search");
    createRoute("checkout");

    env.delete("edge");
    var blocked = env.awaitReason("edge", "DeletionBlocked");

    assertThat(message(blocked)).endsWith("the operator deletes the gateway: checkout, search.");
    var since = System.nanoTime();
    var writes = env.writes();
    env.endpoint.forgetCalls();
    deleteRoute("search");
    var next = env.await("edge", it -> !message(it).equals(message(blocked)));

    assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThan(WAIT_AT_LEAST);
    assertThat(message(next)).endsWith("the operator deletes the gateway: checkout.");
    assertThat(operations())
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, DELETE_VIRTUAL_GATEWAY, LIST_GATEWAY_ROUTES);
    assertThat(env.writes() - writes).isEqualTo(1);

    env.endpoint.forgetCalls();
    deleteRoute("checkout");
    env.awaitGone("edge");

    assertThat(operations()).containsExactly(DESCRIBE_VIRTUAL_GATEWAY, DELETE_VIRTUAL_GATEWAY);
    assertThat(env.gateways.list("apps")).isEmpty();
    env.awaitEvents("edge", "Normal Created", "Warning DeletionBlocked", "Normal Deleted");
  }

  @Test
  void countsTheRoutesOfAllPages() {
    env.create("edge", 80);
    env.awaitReady("edge");
    IntStream.range(100, 201).forEach(i -> createRoute("r" + i));

    env.delete("edge");

    assertThat(message(env.awaitReason("edge", "DeletionBlocked")))
        .endsWith("r100, r101, r102, r103, r104, r105, r106, r107, r108, r109 and 91 more.");
  }

  private static String message(VirtualGateway resource) {
    return TestEnvironment.synced(resource).map(Condition::message).orElse("");
  }

  /** What the operator called. */
  private List<Operation> operations() {
    return env.endpoint.calls().stream()
        .map(Call::operation)
        .filter(operation -> operation != DELETE_GATEWAY_ROUTE)
        .toList();
  }

  private void createRoute(String name) {
    env.gateways.makeRoute("apps", "edge", name);
  }

  private void deleteRoute(String name) {
    env.endpoint.sdk.deleteGatewayRoute(
        which -> which.meshName("apps").virtualGatewayName("edge").gatewayRouteName(name));
  }
}
