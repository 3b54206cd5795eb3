// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_VIRTUAL_GATEWAYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.aws.IamPolicy;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The operator at work calls what {@code config/iam/operator.json} allows, all of it and no more.
 */
class IamIT {

  @Test
  void callsAreExactlyTheOperationsOfThePolicy() {
    try (var env = new TestEnvironment("iam", "apps");
        var _ = EmbeddedOperator.sweeping(env, Duration.ofSeconds(1))) {
      env.create(Manifest.with(env.gateway("edge", 80), "tags", List.of(tag("old"))));
      env.awaitReady("edge");
      env.edit("edge", it -> Manifest.with(it, "tags", List.of(tag("new"))));
      env.awaitReady("edge");
      env.changePort("edge", 81);
      env.awaitReady("edge");
      env.annotate("edge", "reconcile-requested-at", "now");
      env.await("edge", it -> "now".equals(it.getStatus().lastHandledReconcileAt()));
      Awaitility.await("a sweep")
          .atMost(TestEnvironment.PATIENCE)
          .until(() -> !env.endpoint.calls(LIST_VIRTUAL_GATEWAYS).isEmpty());
      var alive = env.endpoint.allCalls();

      env.gateways.makeRoute("apps", "edge", "home");
      env.endpoint.forgetCalls();
      env.delete("edge");
      env.awaitReason("edge", "DeletionBlocked");
      var blocked = env.endpoint.allCalls();

      var called =
          Stream.concat(alive.stream(), blocked.stream())
              .map(Call::operation)
              .map(operation -> "appmesh:" + operation.apiName())
              .collect(Collectors.toSet());
      assertThat(called).isEqualTo(IamPolicy.named("operator.json").actions());
    }
  }

  private static Map<String, String> tag(String key) {
    return Map.of("key", key, "value", "v");
  }
}
