// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.protocol.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.protocol.Operation.LIST_VIRTUAL_GATEWAYS;
import static dev.operators.appmesh.endpoint.protocol.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.faults.Fault;
import dev.operators.appmesh.endpoint.protocol.ApiError;
import dev.operators.appmesh.endpoint.protocol.Call;
import dev.operators.appmesh.fixture.EmbeddedOperator;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.TestEnvironment;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What users ask for with annotations. */
class AnnotationsIT {

  private static final String PAUSED = "paused";
  private static final String REQUESTED = "reconcile-requested-at";
  private static final String TAKEOVER = "allow-takeover-from";
  private static final String CONSENT = "allow-takeover-by";

  @AutoClose private final TestEnvironment env = new TestEnvironment("annotations", "apps");
  private EmbeddedOperator operator = env.operator();

  @AfterEach
  void stop() {
    operator.close();
  }

  @Test
  void pauseStopsAllWorkUntilItIsRemoved() {
    env.create("held", 80);
    env.awaitReady("held");
    env.endpoint.forgetCalls();
    var writes = env.writes();

    annotate("held", PAUSED, "true");
    env.awaitReason("held", "Paused");
    // one by the user, one by the operator
    assertThat(env.writes() - writes).isEqualTo(2);
    env.changePort("held", 8080);
    operator.close();
    operator = env.operator();
    var paused =
        env.await(
            "held",
            it ->
                Long.valueOf(2)
                    .equals(TestEnvironment.synced(it).orElseThrow().observedGeneration()));

    assertThat(env.endpoint.calls()).isEmpty();
    assertThat(TestEnvironment.condition(paused, "Ready").orElseThrow().status()).isEqualTo("True");
    assertThat(paused.getStatus().conditions())
        .extracting("type")
        .containsExactly("Ready", "Synced");
    assertThat(paused.getStatus().observedGeneration()).as("the edit waits").isEqualTo(1);

    annotate("held", PAUSED, null);

    var ready = env.awaitReady("held");
    assertThat(ready.getStatus().version()).isEqualTo(2);
    assertThat(env.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, UPDATE_VIRTUAL_GATEWAY);
    env.awaitEvents("held", "Normal Created", "Normal Paused", "Normal Updated");
  }

  @Test
  void deletionOfAPausedResourceWaits() {
    env.create("parting", 80);
    env.awaitReady("parting");
    annotate("parting", PAUSED, "true");
    env.awaitReason("parting", "Paused");
    env.endpoint.forgetCalls();

    env.delete("parting");
    env.await(
        "parting",
        it -> TestEnvironment.synced(it).orElseThrow().message().startsWith("The deletion waits"));
    assertThat(env.endpoint.calls()).isEmpty();

    annotate("parting", PAUSED, null);
    env.awaitGone("parting");
    assertThat(env.gateways.list("apps")).isEmpty();
  }

  @Test
  void resourceCreatedWithAPauseCausesNoCall() {
    var resource = env.gateway("later", 80);
    resource.getMetadata().setAnnotations(Map.of("appmesh.operators.dev/" + PAUSED, "true"));
    env.create(resource);

    var paused = env.awaitReason("later", "Paused");

    assertThat(TestEnvironment.condition(paused, "Ready").orElseThrow().status())
        .isEqualTo("Unknown");
    assertThat(env.endpoint.calls()).isEmpty();
    annotate("later", PAUSED, null);
    env.awaitReady("later");
  }

  @Test
  void reconcileRequestIsHandledOnceAndEchoed() {
    env.create(Manifest.of(env.namespace, "asked", "apps", 80));
    env.awaitReady("asked");
    // So that no sweep finds the change before the request does.
    env.endpoint.failing(
        LIST_VIRTUAL_GATEWAYS, new Fault.Fail(new ApiError(403, "ForbiddenException", "not you")));
    env.gateways.change("apps", "asked", 8080);
    env.endpoint.forgetCalls();
    var writes = env.writes();

    annotate("asked", REQUESTED, "1");
    var corrected = awaitHandled("asked", "1");

    assertThat(corrected.getStatus().version()).isEqualTo(3);
    assertThat(env.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE, UPDATE_VIRTUAL_GATEWAY);
    assertThat(env.writes() - writes).isEqualTo(2);

    // The same value once more, with one that is new to show that the first was passed over.
    env.endpoint.forgetCalls();
    annotate("asked", REQUESTED, null);
    annotate("asked", REQUESTED, "1");
    annotate("asked", REQUESTED, "2");
    awaitHandled("asked", "2");
    assertThat(env.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
  }

  @Test
  void failedReconcileRequestCountsAsHandled() {
    env.create("failing", 80);
    env.awaitReady("failing");
    var denied = new ApiError(403, "ForbiddenException", "not you");
    env.endpoint.failing(DESCRIBE_VIRTUAL_GATEWAY, new Fault.Fail(denied));

    annotate("failing", REQUESTED, "now");

    var failed = awaitHandled("failing", "now");
    assertThat(TestEnvironment.synced(failed).orElseThrow().reason()).isEqualTo("AccessDenied");
    env.endpoint.healthy();
    env.awaitReady("failing");
  }

  @Test
  void takeoverNeedsTheExactOwnerAndItsConsentAndIsDoneOnce() {
    create("first", 80);
    env.awaitReady("first");
    create("second", 81);
    env.awaitReason("second", "NotOwned");
    var first = env.namespace + "/first";
    var second = env.namespace + "/second";
    annotate("first", CONSENT, second);

    env.endpoint.forgetCalls();
    annotate("second", TAKEOVER, first + "-not");
    env.await("second", it -> env.endpoint.calls(LIST_TAGS_FOR_RESOURCE).size() >= 1);
    assertThat(env.endpoint.calls(UPDATE_VIRTUAL_GATEWAY)).isEmpty();
    annotate("second", TAKEOVER, first);
    var taken = env.awaitReady("second");
    assertThat(taken.getStatus().version()).isEqualTo(2);
    env.awaitEvents("second", "Warning NotOwned", "Normal TakenOver");

    // The first one learns of it without a sweep, and gets the gateway back the same way.
    env.awaitReason("first", "NotOwned");
    annotate("second", CONSENT, first);
    annotate("first", TAKEOVER, second);
    env.awaitReady("first");
    var refused = env.awaitReason("second", "NotOwned");
    assertThat(refused.getStatus().lastHandledTakeoverFrom()).isEqualTo(first);
    env.delete("second");
    env.awaitGone("second");
    assertThat(env.gateways.list("apps")).hasSize(1);
  }

  private void create(String name, int port) {
    env.create(Manifest.with(env.gateway(name, port), "virtualGatewayName", "shared"));
  }

  private VirtualGateway awaitHandled(String name, String value) {
    return env.await(
        name,
        it ->
            Optional.ofNullable(it.getStatus().lastHandledReconcileAt())
                .filter(value::equals)
                .isPresent());
  }

  private void annotate(String name, String annotation, @Nullable String value) {
    env.annotate(name, annotation, value);
  }
}
