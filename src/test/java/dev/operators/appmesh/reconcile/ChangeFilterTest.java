// SPDX-License-Identifier: Apache-2.0
package dev.operators.appmesh.reconcile;

import static dev.operators.appmesh.reconcile.TestGateways.inSync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.operators.appmesh.api.VirtualGateway;
import dev.operators.appmesh.api.VirtualGatewayStatus;
import dev.operators.appmesh.reconcile.plan.Requests;
import dev.operators.appmesh.reconcile.status.Finalizer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeFilterTest {

  static Stream<Arguments> onlyWhatMattersIsLetThrough() {
    return Stream.of(
        change(false, it -> it.setResourceVersion("2")),
        change(false, it -> it.setLabels(Map.of("a", "b"))),
        change(false, it -> it.setManagedFields(List.of())),
        change(false, it -> it.setFinalizers(List.of("someone/else"))),
        change(false, it -> it.setAnnotations(Map.of("note", "x"))),
        change(false, it -> it.setAnnotations(Map.of(Requests.PAUSED, "false"))),
        change(true, it -> it.setGeneration(TestGateways.GENERATION + 1)),
        change(true, it -> it.setUid("made-again")),
        change(true, it -> it.setDeletionTimestamp("2026-03-01T12:00:00Z")),
        change(false, it -> it.setFinalizers(List.of(Finalizer.NAME))),
        change(true, it -> it.setAnnotations(Map.of(Requests.PAUSED, "true"))),
        change(true, it -> it.setAnnotations(Map.of(Requests.RECONCILE_REQUESTED_AT, "x"))),
        change(true, it -> it.setAnnotations(Map.of(Requests.ALLOW_TAKEOVER_FROM, "x"))),
        change(true, it -> it.setAnnotations(Map.of(Requests.ALLOW_TAKEOVER_BY, "x"))));
  }

  @ParameterizedTest
  @MethodSource
  void onlyWhatMattersIsLetThrough(boolean accepted, Consumer<ObjectMeta> change) {
    var before = resource();
    var now = resource();
    change.accept(now.getMetadata());

    assertThat(new ChangeFilter().accept(now, before)).isEqualTo(accepted);
  }

  @Test
  void removalIsAChangeAndAnOldGenerationIsNone() {
    var before = resource();
    before.getMetadata().setGeneration(TestGateways.GENERATION + 1);
    assertThat(new ChangeFilter().accept(resource(), before)).isFalse();
    before.getMetadata().setAnnotations(Map.of(Requests.PAUSED, "true"));
    assertThat(new ChangeFilter().accept(resource(), before)).isTrue();
  }

  @Test
  void finalizerThatOthersTookOffIsAddedAgain() {
    var before = resource();
    before.addFinalizer(Finalizer.NAME);

    assertThat(new ChangeFilter().accept(resource(), before)).isTrue();
  }

  @Test
  void statusOfOursIsNoNews() {
    var now = resource();
    now.setStatus(TestGateways.status(VirtualGatewayStatus.EMPTY, inSync()));

    assertThat(new ChangeFilter().accept(now, resource())).isFalse();
  }

  private static VirtualGateway resource() {
    return TestGateways.resource(Map.of("meshName", "apps"));
  }

  private static Arguments change(boolean accepted, Consumer<ObjectMeta> change) {
    return arguments(accepted, change);
  }
}
