// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.it;

import static dev.operators.appmesh.endpoint.Operation.DESCRIBE_VIRTUAL_GATEWAY;
import static dev.operators.appmesh.endpoint.Operation.LIST_TAGS_FOR_RESOURCE;
import static dev.operators.appmesh.endpoint.Operation.UPDATE_VIRTUAL_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.endpoint.ApiError;
import dev.operators.appmesh.endpoint.Call;
import dev.operators.appmesh.endpoint.Fault;
import dev.operators.appmesh.fixture.Bench;
import dev.operators.appmesh.fixture.Manifest;
import dev.operators.appmesh.fixture.Operators;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users ask for with annotations. */
class AnnotationsIT {

  private static final String PAUSED = "paused";
  private static final String REQUESTED = "reconcile-requested-at";
  private static final String TAKEOVER = "allow-takeover-from";

  private Bench bench;
  private Operators operator;

  @BeforeEach
  void start() {
    bench = new Bench("annotations", "apps");
    operator = bench.operator();
  }

  @AfterEach
  void stop() {
    operator.close();
    bench.close();
  }

  @Test
  void pauseHoldsEverythingAndItsEndContinuesAtOnce() {
    bench.create(Manifest.of(bench.namespace, "held", "apps", 80));
    bench.awaitReady("held");
    bench.endpoint.forgetCalls();
    var writes = bench.writes();

    annotate("held", PAUSED, "true");
    bench.awaitReason("held", "Paused");
    // one by the user, one by the operator
    assertThat(bench.writes() - writes).isEqualTo(2);
    bench.edit("held", it -> Manifest.with(it, "listeners", List.of(Manifest.listener(8080))));
    operator.close();
    operator = bench.operator();
    var paused =
        bench.await(
            "held",
            it -> Long.valueOf(2).equals(Bench.synced(it).orElseThrow().observedGeneration()));

    assertThat(bench.endpoint.calls()).isEmpty();
    assertThat(Bench.condition(paused, "Ready").orElseThrow().status()).isEqualTo("True");
    assertThat(paused.getStatus().conditions())
        .extracting("type")
        .containsExactly("Ready", "Synced");
    assertThat(paused.getStatus().observedGeneration()).as("the edit waits").isEqualTo(1);

    annotate("held", PAUSED, null);

    var ready = bench.awaitReady("held");
    assertThat(ready.getStatus().version()).isEqualTo(2);
    assertThat(bench.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, UPDATE_VIRTUAL_GATEWAY);
    bench.awaitEvents("held", "Normal Created", "Normal Paused", "Normal Updated");
  }

  @Test
  void deletionOfWhatIsPausedWaits() {
    bench.create(Manifest.of(bench.namespace, "parting", "apps", 80));
    bench.awaitReady("parting");
    annotate("parting", PAUSED, "true");
    bench.awaitReason("parting", "Paused");
    bench.endpoint.forgetCalls();

    bench.delete("parting");
    bench.await(
        "parting", it -> Bench.synced(it).orElseThrow().message().startsWith("The deletion waits"));
    assertThat(bench.endpoint.calls()).isEmpty();

    annotate("parting", PAUSED, null);
    bench.awaitGone("parting");
    assertThat(bench.endpoint.list("apps")).isEmpty();
  }

  @Test
  void resourceThatIsMadePausedCallsNobody() {
    var resource = Manifest.of(bench.namespace, "later", "apps", 80);
    resource.getMetadata().setAnnotations(Map.of("appmesh.operators.dev/" + PAUSED, "true"));
    bench.create(resource);

    var paused = bench.awaitReason("later", "Paused");

    assertThat(Bench.condition(paused, "Ready").orElseThrow().status()).isEqualTo("Unknown");
    assertThat(bench.endpoint.calls()).isEmpty();
    annotate("later", PAUSED, null);
    bench.awaitReady("later");
  }

  @Test
  void requestComparesOnceAndIsEchoed() {
    bench.create(Manifest.of(bench.namespace, "asked", "apps", 80));
    bench.awaitReady("asked");
    bench.endpoint.change("apps", "asked", 8080);
    bench.endpoint.forgetCalls();
    var writes = bench.writes();

    annotate("asked", REQUESTED, "1");
    var corrected = awaitHandled("asked", "1");

    assertThat(corrected.getStatus().version()).isEqualTo(3);
    assertThat(bench.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE, UPDATE_VIRTUAL_GATEWAY);
    assertThat(bench.writes() - writes).isEqualTo(2);

    // The same value once more, with one that is new to show that the first was passed over.
    bench.endpoint.forgetCalls();
    annotate("asked", REQUESTED, null);
    annotate("asked", REQUESTED, "1");
    annotate("asked", REQUESTED, "2");
    awaitHandled("asked", "2");
    assertThat(bench.endpoint.calls())
        .extracting(Call::operation)
        .containsExactly(DESCRIBE_VIRTUAL_GATEWAY, LIST_TAGS_FOR_RESOURCE);
  }

  @Test
  void requestIsHandledEvenIfItFails() {
    bench.create(Manifest.of(bench.namespace, "failing", "apps", 80));
    bench.awaitReady("failing");
    var denied = new ApiError(403, "ForbiddenException", "not you");
    bench.endpoint.failing(DESCRIBE_VIRTUAL_GATEWAY, new Fault.Fail(denied));

    annotate("failing", REQUESTED, "now");

    var failed = awaitHandled("failing", "now");
    assertThat(Bench.synced(failed).orElseThrow().reason()).isEqualTo("AccessDenied");
    bench.endpoint.healthy();
    bench.awaitReady("failing");
  }

  @Test
  void takeoverNeedsTheExactOwnerAndHoldsOnce() {
    create("first", 80);
    bench.awaitReady("first");
    create("second", 81);
    var message = Bench.synced(bench.awaitReason("second", "NotOwned")).orElseThrow().message();
    var first = permission(message);
    assertThat(first).endsWith("/" + bench.namespace + "/first");

    bench.endpoint.forgetCalls();
    annotate("second", TAKEOVER, first + "-not");
    bench.await("second", it -> bench.endpoint.calls(LIST_TAGS_FOR_RESOURCE).size() == 1);
    assertThat(bench.endpoint.calls(UPDATE_VIRTUAL_GATEWAY)).isEmpty();
    annotate("second", TAKEOVER, first);
    var taken = bench.awaitReady("second");
    assertThat(taken.getStatus().version()).isEqualTo(2);
    bench.awaitEvents("second", "Warning NotOwned", "Normal TakenOver");

    // The first one learns of it, and deleting it leaves the gateway alone.
    annotate("first", REQUESTED, "1");
    var lost = bench.awaitReason("first", "NotOwned");
    annotate("first", TAKEOVER, permission(Bench.synced(lost).orElseThrow().message()));
    bench.awaitReady("first");
    annotate("second", REQUESTED, "1");
    var refused = bench.awaitReason("second", "NotOwned");
    assertThat(refused.getStatus().lastHandledTakeoverFrom()).isEqualTo(first);
    bench.delete("second");
    bench.awaitGone("second");
    assertThat(bench.endpoint.list("apps")).hasSize(1);
  }

  private void create(String name, int port) {
    bench.create(
        Manifest.with(
            Manifest.of(bench.namespace, name, "apps", port), "virtualGatewayName", "shared"));
  }

  /** The value that the message of NotOwned says to write. */
  private static String permission(String message) {
    var key = "appmesh.operators.dev/" + TAKEOVER + ": \"";
    var start = message.indexOf(key) + key.length();
    return message.substring(start, message.indexOf('"', start));
  }

  private VirtualGateway awaitHandled(String name, String value) {
    return bench.await(
        name,
        it ->
            Optional.ofNullable(it.getStatus().lastHandledReconcileAt())
                .filter(value::equals)
                .isPresent());
  }

  private void annotate(String name, String annotation, @Nullable String value) {
    bench.annotate(name, annotation, value);
  }
}
